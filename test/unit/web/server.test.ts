import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { PortTaken, startWebHost, type WebHost } from '../../../src-main/hosts/web/server.ts';

const script = `console.log(${JSON.stringify('工作台'.repeat(2_000))})`;
const windowKey = 'w'.repeat(43);
let desk: Desk;
let folder: string;
let host: WebHost;
let cookie: string;
let token: string;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A bare request: nothing is added, followed or normalised on the way. */
async function ask(
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
const own = (): Record<string, string> => ({ cookie, origin: `http://127.0.0.1:${host.port}` });
const callHeaders = (): Record<string, string> => ({
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
function newEntry(): string {
  const { pathname, search } = new URL(host.newAddress());
  return pathname + search;
}
async function usedEntry(): Promise<string> {
  const path = newEntry();
  await ask(path);
  return path;
}

describe('admission', () => {
  test('the first address leads to the clean one and leaves a strict cookie that names the port', async () => {
    const { status, headers } = await ask(newEntry());
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['set-cookie']).toHaveLength(1);
    expect(headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^desk-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(headers['set-cookie']?.[0]).not.toContain(token);
  });

  test('several browsers are admitted until the host stops', async () => {
    expect((await ask(newEntry())).status).toBe(303);
    expect((await ask(newEntry())).status).toBe(303);
  });

  test('an address admits one browser, once; the one that was admitted comes in by it again, and a program keeps its token', async () => {
    for (const path of [`/?token=${token}`, await usedEntry()]) {
      const { status, headers, body } = await ask(path);
      expect([status, headers['set-cookie']]).toEqual([403, undefined]);
      expect(body.toString()).toContain('已经用过');
      expect(body.toString()).toContain('按回车键');
      expect((await ask(path, { headers: { cookie } })).status).toBe(303);
    }
    expect((await ask('/live', { headers: { authorization: `Bearer ${token}` } })).status).toBe(204);
  });

  test('of several browsers that bring one address at once, one is admitted', async () => {
    const path = newEntry();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(path)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  test('a page that was admitted makes an address for another browser; nobody else does, and it is no token of a program', async () => {
    const made = await ask('/entry', { method: 'POST', headers: { cookie, origin: `http://127.0.0.1:${host.port}` } });
    expect(made.status).toBe(200);
    const { pathname, search, searchParams } = new URL(
      (JSON.parse(made.body.toString()) as { address: string }).address,
    );
    expect((await ask('/live', { headers: { authorization: `Bearer ${searchParams.get('token')}` } })).status).toBe(
      403,
    );
    expect((await ask(pathname + search)).status).toBe(303);
    expect((await ask(pathname + search)).status).toBe(403);
    expect((await ask('/entry', { method: 'POST', headers: { origin: `http://127.0.0.1:${host.port}` } })).status).toBe(
      403,
    );
    expect((await ask('/entry', { method: 'POST', headers: { cookie, origin: 'https://evil.example' } })).status).toBe(
      403,
    );
    expect((await ask('/entry', { headers: { cookie } })).status).toBe(404);
  });

  test('after a click in another site the page goes on by itself, because the strict cookie is held back', async () => {
    const { status, headers, body } = await ask(newEntry(), {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    });
    expect(status).toBe(200);
    expect(headers['set-cookie']).toHaveLength(1);
    expect(body.toString()).toContain('http-equiv="refresh"');
    expect(body.toString()).not.toContain(token);
  });

  test.each([
    '/',
    '/index.html',
    '/assets/index-1a2b3c4d.js',
    '/api/',
    '/api/openapi.json',
    '/nothing',
    '/?token=',
    '/?token=wrong',
    '/?Token=x',
  ])('%s without a cookie tells in Chinese what to do', async (path) => {
    const { status, body, headers } = await ask(path);
    expect(status).toBe(403);
    expect(headers['set-cookie']).toBe(undefined);
    expect(body.toString()).toContain('程序');
    expect(body.toString()).not.toContain('<title>代理机构工作台</title>');
  });

  test('two hosts on one machine do not log each other out', async () => {
    const second = await startWebHost(desk, { port: 0, rendererFolder: join(folder, 'renderer') });
    const both =
      (await ask(`/?token=${new URL(second.url).searchParams.get('token')}`, { to: second })).headers[
        'set-cookie'
      ]?.[0]?.split(';')[0] ?? '';
    expect((await ask('/', { headers: { cookie: `${cookie}; ${both}` } })).status).toBe(200);
    expect((await ask('/', { headers: { cookie: `${cookie}; ${both}` }, to: second })).status).toBe(200);
    expect((await ask('/', { headers: { cookie }, to: second })).status).toBe(403);
    await second.close();
  });

  test('/live tells a page whether it is still admitted', async () => {
    expect((await ask('/live', { headers: { cookie } })).status).toBe(204);
    expect((await ask('/live')).status).toBe(403);
  });
});

describe('files', () => {
  test('the page carries the policy and every other header', async () => {
    const { status, headers, body } = await ask('/', { headers: { cookie } });
    expect(status).toBe(200);
    expect(body.toString()).toContain('代理机构工作台');
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('*');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  test('hashed files may be kept for ever, others are asked for again', async () => {
    expect((await ask('/assets/index-1a2b3c4d.js', { headers: { cookie } })).headers['cache-control']).toBe(
      'private, max-age=31536000, immutable',
    );
    const { headers } = await ask('/assets/plain.css', { headers: { cookie } });
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(
      (await ask('/assets/plain.css', { headers: { cookie, 'if-none-match': String(headers.etag) } })).status,
    ).toBe(304);
  });

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
    ['gzip, deflate, br', brotliDecompressSync],
    ['br;q=0, gzip', gunzipSync],
  ] as const)('accepting %s', async (accepted, unpack) => {
    const { headers, body } = await ask('/assets/index-1a2b3c4d.js', {
      headers: { cookie, 'accept-encoding': accepted },
    });
    expect(headers.vary).toBe('accept-encoding');
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(body.length).toBeLessThan(script.length / 4);
    expect(unpack(body).toString()).toBe(script);
  });

  test('without compression and as HEAD', async () => {
    const plain = await ask('/assets/index-1a2b3c4d.js', { headers: { cookie } });
    expect(plain.body.toString()).toBe(script);
    const head = await ask('/assets/index-1a2b3c4d.js', { method: 'HEAD', headers: { cookie } });
    expect(head.headers['content-length']).toBe(plain.headers['content-length']);
    expect(head.body).toHaveLength(0);
  });

  test.each([
    '/../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/assets/../../outside.js',
    '/assets/..%5c..%5coutside.js',
    '//outside.js',
    '/link.js',
    '/notes.secret',
    '/assets/',
    '/assets',
    '/index.html/',
    '/INDEX.HTML',
    '/%00',
    '/assets/index-1a2b3c4d.js%00.css',
    '/package.json',
    '/etc/passwd',
    '/./outside.js',
    '/assets//index-1a2b3c4d.js',
    '/C:/outside.js',
    '/constructor',
  ])('%s reaches no file outside the list', async (path) => {
    const { status, body } = await ask(path, { headers: { cookie } });
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('outside');
    expect(body.toString()).not.toContain('not a page file');
  });

  test('an absolute address in the request line is no way around', async () => {
    expect((await ask('http://evil.example/', { headers: { cookie, host: `127.0.0.1:${host.port}` } })).status).toBe(
      404,
    );
  });

  test('other methods are refused', async () => {
    expect((await ask('/', { method: 'POST', headers: own() })).status).toBe(405);
    expect((await ask('/', { method: 'DELETE', headers: own() })).status).toBe(405);
    expect((await ask('/', { method: 'OPTIONS', headers: { ...own(), origin: 'https://evil.example' } })).status).toBe(
      403,
    );
  });
});

describe('calls', () => {
  const status = { path: '/rpc/desk/status', method: 'POST', body: '{}' };

  test('a page of this host is answered', async () => {
    const { status: code, body, headers } = await ask(status.path, { ...status, headers: callHeaders() });
    expect(code).toBe(200);
    expect(JSON.parse(body.toString())).toMatchObject({ json: { version: '9.9.9', host: 'loopback' } });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['access-control-allow-origin']).toBe(undefined);
  });

  test.each<[string, number, (headers: Record<string, string>) => Record<string, string>]>([
    ['without cookie', 403, ({ cookie: _, ...rest }) => rest],
    ['from another origin', 403, (headers) => ({ ...headers, origin: 'https://evil.example' })],
    [
      'from another port',
      403,
      (headers) => ({ ...headers, origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }),
    ],
    ['without origin', 403, ({ origin: _, ...rest }) => rest],
    ['after rebinding', 421, (headers) => ({ ...headers, host: 'evil.example', origin: 'http://evil.example' })],
    ['without window', 403, ({ 'x-desk-window': _, ...rest }) => rest],
    ['with a short window', 403, (headers) => ({ ...headers, 'x-desk-window': 'dev' })],
  ])('a call %s is refused, in Chinese, as an error of the contract', async (_name, code, change) => {
    const { status: got, body } = await ask(status.path, { ...status, headers: change(callHeaders()) });
    expect(got).toBe(code);
    expect(body.toString()).toMatch(/[\u4e00-\u9fff]/);
    if (code === 403)
      expect(JSON.parse(body.toString())).toMatchObject({ json: { code: 'FORBIDDEN', status: 403, defined: true } });
  });

  test('reading by GET is refused, so that no tag of another page can call', async () => {
    expect((await ask('/rpc/desk/status', { headers: callHeaders() })).status).toBe(404);
  });

  test.each(['{', '[]', '"x"', 'null', '{"json":1,"meta":[[9,"__proto__"]]}', '{"json":{"a":1},"meta":[[1,"b"]]}'])(
    'a body of %s harms nothing',
    async (body) => {
      const answer = await ask(status.path, { ...status, body, headers: callHeaders() });
      expect([200, 400]).toContain(answer.status);
      if (answer.status === 400)
        expect(JSON.parse(answer.body.toString())).toMatchObject({
          json: { code: 'INVALID_INPUT', message: expect.stringContaining('请求的格式不正确') },
        });
      expect((await ask(status.path, { ...status, headers: callHeaders() })).status).toBe(200);
    },
  );

  test('a body beyond the limit is refused before it is read', async () => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      path: status.path,
      method: 'POST',
      headers: { ...callHeaders(), 'content-length': String(513 * 1024 * 1024) },
      agent: false,
    });
    request.on('error', () => {});
    request.write('{"json":"');
    const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
    const text = ((await response.toArray()) as Buffer[]).map(String).join('');
    request.destroy();
    expect(response.statusCode).toBe(400);
    expect(text).toContain('内容超过了一次可以提交的大小');
  });

  test('an unknown procedure is told in Chinese', async () => {
    const { status: code, body } = await ask('/rpc/desk/nothing', { ...status, headers: callHeaders() });
    expect(code).toBe(404);
    expect(JSON.parse(body.toString())).toMatchObject({ json: { code: 'NOT_FOUND' } });
  });
});

describe('other programs', () => {
  const bearer = (): Record<string, string> => ({ authorization: `Bearer ${token}`, 'x-desk-window': windowKey });

  test('the token and a window of their own let them call', async () => {
    const { status, body } = await ask('/api/desk/status', { headers: bearer() });
    expect(status).toBe(200);
    expect(JSON.parse(body.toString())).toMatchObject({ version: '9.9.9' });
  });

  test.each<[string, () => Record<string, string>]>([
    ['no token', () => ({ 'x-desk-window': windowKey })],
    ['a wrong token', () => ({ ...bearer(), authorization: 'Bearer wrong' })],
    ['the cookie as token', () => ({ ...bearer(), authorization: `Bearer ${cookie.split('=')[1]}` })],
    ['no window', () => ({ authorization: `Bearer ${token}` })],
    ['a page behind it', () => ({ ...bearer(), origin: 'https://evil.example' })],
  ])('%s is refused', async (_name, headers) => {
    const { status, body } = await ask('/api/desk/status', { headers: headers() });
    expect(status).toBe(403);
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('the document describes every procedure that is served, in OpenAPI 3.1', async () => {
    const { status, headers, body } = await ask('/api/openapi.json', { headers: bearer() });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    const document = JSON.parse(body.toString()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary: string }>>;
    };
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.paths['/desk/status']?.['get']?.summary).toBe('工作台状态');
  });

  test('the page to try it loads nothing from outside and runs under the same policy', async () => {
    const { status, headers, body } = await ask('/api/', { headers: { cookie } });
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const addresses = [...body.toString().matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(['/icon.svg', '/api/try.css', '/api/try.js', '/api/openapi.json']);
    for (const address of addresses.slice(1))
      expect((await ask(String(address), { headers: { cookie } })).status).toBe(200);
    expect(body.toString()).not.toMatch(/<script>|<style|style=|onclick/);
  });
});

describe('WebSockets', () => {
  const open = (
    protocols: string[],
    headers: Record<string, string>,
    path = '/ws',
  ): Promise<{ socket: WebSocket } | { refused: number }> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, protocols, { headers });
      socket.on('open', () => resolve({ socket }));
      socket.on('unexpected-response', (_request, response) => {
        resolve({ refused: response.statusCode ?? 0 });
        socket.terminate();
      });
      socket.on('error', () => {});
    });
  const good = ['desk', `desk.${windowKey}`];

  test('a page of this host is let in, and the key is not sent back', async () => {
    const opened = await open(good, own());
    if (!('socket' in opened)) throw new Error('refused');
    expect(opened.socket.protocol).toBe('desk');
    opened.socket.close();
  });

  test.each<[string, number, string[], () => Record<string, string>, string?]>([
    ['without cookie', 403, good, () => ({ origin: own()['origin'] ?? '' })],
    ['of another origin', 403, good, () => ({ cookie, origin: 'https://evil.example' })],
    ['of another port', 403, good, () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['without origin', 403, good, () => ({ cookie })],
    ['of another host name', 421, good, () => ({ ...own(), host: 'evil.example' })],
    ['without a window', 400, ['desk'], own],
    ['with a short window', 400, ['desk', 'desk.dev'], own],
    ['at another address', 404, good, own, '/rpc'],
    ['with a query', 404, good, own, '/ws?x=1'],
  ])('one %s is refused', async (_name, code, protocols, headers, path) => {
    expect(await open(protocols, headers(), path)).toEqual({ refused: code });
  });

  test.each([
    'no json',
    '{}',
    'null',
    '[]',
    '{"i":"1"}',
    '{"i":"1","p":null}',
    '{"i":"1","p":{"u":"http://["}}',
    '{"i":"1","t":99}',
    '{"i":1,"p":{"u":5}}',
  ])('the message %s ends at most its own connection', async (message) => {
    const [bad, other] = [await open(good, own()), await open(good, own())];
    if (!('socket' in bad) || !('socket' in other)) throw new Error('refused');
    bad.socket.send(message);
    bad.socket.send(Buffer.from([255, 0, 255, 1, 2]));
    const [code] = (await once(bad.socket, 'close')) as [number];
    expect(code).toBe(1008);
    other.socket.send(JSON.stringify({ i: '1', p: { u: '/desk/status', b: {} } }));
    const [answer] = (await once(other.socket, 'message')) as [Buffer];
    expect(JSON.parse(answer.toString())).toMatchObject({ i: '1', p: { b: { json: { version: '9.9.9' } } } });
    other.socket.close();
  });
});

describe('starting and stopping', () => {
  test('a taken port is told from other failures', async () => {
    const failure = await startWebHost(desk, { port: host.port, rendererFolder: join(folder, 'renderer') }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(PortTaken);
    expect(failure).toMatchObject({ code: 'EADDRINUSE', port: host.port });
    expect((failure as Error).message).toContain(String(host.port));
  });

  test('it listens on the loopback address only', async () => {
    const addresses = Object.values((await import('node:os')).networkInterfaces())
      .flat()
      .filter((entry) => entry && !entry.internal && entry.family === 'IPv4');
    for (const entry of addresses) {
      const socket = connect(host.port, entry?.address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
    expect(new URL(host.url).hostname).toBe('127.0.0.1');
  });

  test('stopping ends idle connections and sockets at once, and twice is once', async () => {
    const own2 = await startWebHost(desk, { port: 0, rendererFolder: join(folder, 'renderer') });
    const idle = connect(own2.port, '127.0.0.1');
    await once(idle, 'connect');
    const admitted =
      (await ask(new URL(own2.url).pathname + new URL(own2.url).search, { to: own2 })).headers[
        'set-cookie'
      ]?.[0]?.split(';')[0] ?? '';
    const socket = new WebSocket(`ws://127.0.0.1:${own2.port}/ws`, ['desk', `desk.${windowKey}`], {
      headers: { cookie: admitted, origin: `http://127.0.0.1:${own2.port}` },
    });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    idle.resume();
    const started = performance.now();
    await Promise.all([own2.close(), own2.close()]);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect((await closed)[0]).toBe(1001);
    await expect(ask('/', { to: own2 })).rejects.toThrow('ECONNREFUSED');
  });
});
