import { createDesk } from './desk.ts';
import { startWebHost } from './web/server.ts';

const desk = await createDesk({ dataDir: '.data', world: null, host: 'loopback', version: '0.1.0' });
const host = await startWebHost(desk, { port: 0 });
process.stdout.write(`${JSON.stringify({ ready: true, url: host.url })}\n`);
