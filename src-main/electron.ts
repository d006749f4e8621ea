import { startDesktop } from './hosts/shell/start.ts';

void startDesktop();
