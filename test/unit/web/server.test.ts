import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PortTaken, startWebHost } from '../../../src-main/hosts/web/server.ts';
import { windowKey, desk, folder, host, cookie, token, ask, own, callHeaders } from './server-fixture.ts';

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
