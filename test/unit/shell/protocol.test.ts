import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listRendererFiles, type RendererFile } from '../../../src-main/hosts/renderer-files.ts';
import { answerAppRequest, registerAppScheme } from '../../../src-main/hosts/shell/protocol.ts';
import { electronCalls } from './electron-double.ts';

vi.mock('electron', async () => import('./electron-double.ts'));

let folder: string;
let files: Map<string, RendererFile>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-scheme-'));
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(join(folder, 'renderer/index.html'), '<!doctype html>page');
  await writeFile(join(folder, 'renderer/assets/index-1a2b3c4d.js'), 'script()');
  await writeFile(join(folder, 'secret.js'), 'outside');
  await symlink(join(folder, 'secret.js'), join(folder, 'renderer/link.js'));
  files = await listRendererFiles(join(folder, 'renderer'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
const get = (url: string, method = 'GET'): Promise<Response> => answerAppRequest({ url, method }, files);

test('the page and its files are served with kind, policy and cache', async () => {
  const page = await get('desk://app/');
  expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control'), await page.text()]).toEqual(
    [200, 'text/html; charset=utf-8', 'no-cache', '<!doctype html>page'],
  );
  const script = await get('desk://app/assets/index-1a2b3c4d.js?v=1#x');
  expect([script.status, script.headers.get('content-type'), script.headers.get('cache-control')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'max-age=31536000, immutable',
  ]);
  for (const response of [page, script, await get('desk://app/gone')]) {
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    // On a scheme of one's own this header ends Electron's main process (seen in 33).
    expect(response.headers.has('origin-agent-cluster')).toBe(false);
  }
});

test.each([
  'desk://app/../secret.js',
  'desk://app/..%2fsecret.js',
  'desk://app/%2e%2e/secret.js',
  'desk://app/assets/../../secret.js',
  'desk://app//secret.js',
  'desk://app/link.js',
  'desk://app/assets',
  'desk://app/assets/',
  'desk://evil/',
  'desk://evil/index.html',
  'desk://app@evil/',
  'desk://app.evil/',
  'desk://app:1/',
  'desk:/app/',
  'desk:app/',
  'file:///etc/passwd',
  'desk://app/C:/x.js',
  'desk://app/%00',
  'desk://app/INDEX.HTML',
  'desk://app',
  'https://app/',
  '',
  'desk://app/constructor',
  'desk://app/__proto__',
])('%j names no file', async (url) => {
  const response = await get(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'get', ''])('%j is no method here', async (method) => {
  expect((await get('desk://app/', method)).status).toBe(405);
});

test('HEAD brings no body', async () => {
  expect(await (await get('desk://app/', 'HEAD')).text()).toBe('');
});

test('the scheme is a secure origin that no policy lets by', () => {
  registerAppScheme();
  expect(electronCalls.at(-1)).toMatchObject({
    what: 'registerSchemesAsPrivileged',
    with: [
      { scheme: 'desk', privileges: { standard: true, secure: true, bypassCSP: false, allowServiceWorkers: false } },
    ],
  });
});
