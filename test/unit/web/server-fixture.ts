import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { startWebHost, type WebHost } from '../../../src-main/hosts/web/server.ts';

export const script = `console.log(${JSON.stringify('工作台'.repeat(2_000))})`;
export const windowKey = 'w'.repeat(43);
export let desk: Desk;
export let folder: string;
export let host: WebHost;
export let cookie: string;
export let token: string;

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A bare request: nothing is added, followed or normalised on the way. */
export async function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; to?: WebHost } = {},
): Promise<Answer> {
  const to = options.to ?? host;
  const request = httpRequest({
    host: '127.0.0.1',
    port: to.port,
    path,
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    agent: false,
  });
  request.end(options.body);
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}
export const own = (): Record<string, string> => ({ cookie, origin: `http://127.0.0.1:${host.port}` });
export const callHeaders = (): Record<string, string> => ({
  ...own(),
  'content-type': 'application/json',
  'x-desk-window': windowKey,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-web-'));
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(join(folder, 'renderer/index.html'), '<!doctype html><title>代理机构工作台</title>');
  await writeFile(join(folder, 'renderer/assets/index-1a2b3c4d.js'), script);
  await writeFile(join(folder, 'renderer/assets/plain.css'), 'body{}');
  await writeFile(join(folder, 'renderer/notes.secret'), 'not a page file');
  await writeFile(join(folder, 'outside.js'), 'outside');
  await symlink(join(folder, 'outside.js'), join(folder, 'renderer/link.js'));
  desk = await createDesk({ dataDir: folder, world: null, host: 'loopback', version: '9.9.9' });
  host = await startWebHost(desk, { port: 0, rendererFolder: join(folder, 'renderer') });
  token = new URL(host.url).searchParams.get('token') ?? '';
  cookie = (await ask(`/?token=${token}`)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

/** Path of an address that has admitted nobody yet, and of one that has. */
export function newEntry(): string {
  const { pathname, search } = new URL(host.newAddress());
  return pathname + search;
}
export async function usedEntry(): Promise<string> {
  const path = newEntry();
  await ask(path);
  return path;
}
