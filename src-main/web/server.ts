import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { RPCHandler } from '@orpc/server/node';
import type { Desk } from '../desk.ts';
import { createRouter } from '../router.ts';

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Serves renderer and contract on 127.0.0.1. */
export async function startWebHost(desk: Desk, options: { port: number }): Promise<{ url: string; close(): Promise<void> }> {
  const token = randomBytes(32).toString('base64url');
  const rpc = new RPCHandler(createRouter());
  const root = join(import.meta.dirname, '../renderer');
  const server = createServer(async (request, response) => {
    const key = String(request.headers['x-desk-window'] ?? '');
    const window = createHash('sha256').update(key).digest('hex');
    const handled = await rpc.handle(request, response, { prefix: '/rpc', context: { desk, window, origin: 'loopback' } });
    if (handled.matched) return;
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(root, path === '/' ? 'index.html' : path);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) { response.writeHead(404).end(); return; }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(options.port, '127.0.0.1', resolve); });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/?token=${token}`, close: async () => { server.close(); } };
}
