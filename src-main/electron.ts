import { startDesktop } from './shell/start.ts';

void startDesktop();
