import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noticeOf, noticesOf, packageFolder } from '../../../build/notices.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-notices-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});
const put = async (name: string, about: object, files: Record<string, string> = {}): Promise<string> => {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'package.json'), JSON.stringify(about));
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
};

test.each([
  ['/p/node_modules/vue/dist/vue.js', '/p/node_modules/vue'],
  ['/p/node_modules/@orpc/zod/dist/index.mjs?v=1', '/p/node_modules/@orpc/zod'],
  ['/p/node_modules/a/node_modules/b/index.js', '/p/node_modules/a/node_modules/b'],
  ['\0/p/node_modules/pinyin-pro/dist/x.js?commonjs-proxy', '/p/node_modules/pinyin-pro'],
  ['C:\\p\\node_modules\\vue\\dist\\vue.js', 'C:/p/node_modules/vue'],
  ['/p/src-main/electron.ts', null],
  ['\0rolldown/runtime.js', null],
  ['\0vite/preload-helper.js', null],
])('the package of module %s', (id, expected) => {
  expect(packageFolder(id)).toBe(expected);
});

test('a package is named with its licence and every text that it must be given with', async () => {
  const path = await put(
    'a',
    { name: 'a', version: '1.2.3', license: 'Apache-2.0' },
    { 'LICENSE.md': 'Apache\r\nText', NOTICE: 'Made by A', 'license.js': 'module.exports', 'README.md': 'no' },
  );
  expect(noticeOf(path)).toEqual({
    name: 'a',
    version: '1.2.3',
    license: 'Apache-2.0',
    text: 'Apache\nText\n\nMade by A',
  });
  expect(
    noticeOf(await put('b', { name: 'b', version: '1.0.0', license: { type: 'MIT' } }, { LICENCE: 'b' })).license,
  ).toBe('MIT');
  expect(noticeOf(await put('c', { name: 'c', version: '1.0.0', license: 'ISC' })).text).toBe(null);
  expect(
    noticeOf(await put('d', { name: 'd', version: '1.0.0' }, { LICENSE: 'MIT License\n\nCopyright (c) D' })).license,
  ).toBe('MIT');
});

test('a package under MIT that forgot the text is given with it, and with its author', async () => {
  expect(
    noticeOf(await put('a', { name: 'a', version: '1.0.0', license: 'MIT', author: 'Ann <ann@example.com>' })).text,
  ).toMatch(/^MIT License\n\nCopyright \(c\) Ann\n\nPermission is hereby granted/);
  expect(noticeOf(await put('b', { name: 'b', version: '1.0.0', license: 'MIT' })).text).toContain(
    'Copyright (c) the authors of b\n',
  );
});

test('each package and version stands once, in order', async () => {
  const z = await put('z', { name: 'z', version: '1.0.0', license: 'MIT' });
  const again = await put('x/z', { name: 'z', version: '1.0.0', license: 'MIT' });
  const older = await put('y/z', { name: 'z', version: '0.9.0', license: 'MIT' });
  expect(
    noticesOf([z, again, older], [{ name: 'Zz', version: '', license: 'MIT', text: 'x' }]).map(
      ({ name, version }) => `${name}@${version}`,
    ),
  ).toEqual(['z@0.9.0', 'z@1.0.0', 'Zz@']);
});
