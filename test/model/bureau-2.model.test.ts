import { theBureauAgrees } from './agreement.ts';

theBureauAgrees({ part: '2 of 2', seed: 20_261_122, runs: 100 });
