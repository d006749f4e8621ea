import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { script, host, cookie, ask, own } from './server-fixture.ts';

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
