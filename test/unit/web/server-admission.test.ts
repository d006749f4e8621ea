import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startWebHost } from '../../../src-main/hosts/web/server.ts';
import { desk, folder, host, cookie, token, ask, newEntry, usedEntry } from './server-fixture.ts';

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
