import { theBureauAgrees } from './agreement.ts';

theBureauAgrees({ part: '1 of 2', seed: 20_261_121, runs: 100 });
