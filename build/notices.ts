import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { PackageNotice } from '../src-renderer/app/reading/reading.ts';
import { readLock, shippedHere } from './shipped.ts';

/** Folder of the package that a module belongs to; null: it is none of a package. @param id as the bundler names modules */
export function packageFolder(id: string): string | null {
  const path = id.replace(/^\0+/, '').split('?', 1)[0]!.replaceAll('\\', '/');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*(?=\/)/.exec(path)?.[0] ?? null;
}

/** Texts that a package brings: its licence, and what it must be named with. */
const isLicenceFile = (name: string): boolean =>
  /^(?:licen[cs]e|copying|notice)(?:[-._].*)?$/i.test(name) && !/\.(?:js|ts|json|spdx)$/i.test(name);

const mit = (holder: string): string => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** What a package says of itself; one under MIT that forgot the text is given with it all the same. Throws when it has no readable package.json. */
export function noticeOf(folder: string): PackageNotice {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string | { type?: string };
    author?: string | { name?: string };
  };
  const { name, version } = about;
  const texts = readdirSync(folder)
    .filter(isLicenceFile)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  const said = typeof about.license === 'string' ? about.license : (about.license?.type ?? '');
  const license = said === '' && /^(?:the )?mit license/i.test(texts[0] ?? '') ? 'MIT' : said;
  if (texts.length > 0 || license !== 'MIT')
    return { name, version, license, text: texts.length === 0 ? null : texts.join('\n\n') };
  const author = (typeof about.author === 'string' ? about.author : (about.author?.name ?? '')).replace(
    /\s*[<(].*$/,
    '',
  );
  return { name, version, license, text: mit(author === '' ? `the authors of ${name}` : author) };
}

/** What lies inside of other parts without a package of its own: in better-sqlite3's native module, and in Electron. */
function innerNotices(electron: string): PackageNotice[] {
  return [
    { name: 'SQLite3 Multiple Ciphers', version: '', license: 'MIT', text: mit('2006-2025 Ulrich Telle') },
    {
      name: 'SQLite',
      version: '',
      license: 'Public domain',
      text: 'The author disclaims copyright to this source code. In place of a legal notice, here is a blessing:\n\nMay you do good and not evil.\nMay you find forgiveness for yourself and forgive others.\nMay you share freely, never taking more than you give.',
    },
    {
      name: 'Chromium, Node.js',
      version: electron,
      license: 'BSD-3-Clause, MIT and others',
      text: "桌面程序所含 Chromium、Node.js 及其组件的许可证全文，在安装文件夹的 LICENSES.chromium.html 中。\nThe licences of Chromium, Node.js and their parts stand in LICENSES.chromium.html in the program's folder.",
    },
  ];
}

/** Notices of packages by folder, once each, sorted by name and version. */
export function noticesOf(folders: Iterable<string>, more: readonly PackageNotice[] = []): PackageNotice[] {
  const found = new Map<string, PackageNotice>();
  for (const notice of [...[...folders].map(noticeOf), ...more]) found.set(`${notice.name}@${notice.version}`, notice);
  const key = ({ name, version }: PackageNotice): string => `${name.toLowerCase()}\0${version}`;
  return [...found.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/**
 * Vite's plugins that write down whose code is shipped: the packages whose modules the bundles hold, and those that lie beside them. The three bundles are
 * made in one run, the renderer last: its build writes notices.json. @param root of the project
 */
export function thirdPartyNotices(root: string): { collect: () => Plugin; write: () => Plugin } {
  const folders = new Set<string>();
  const collect = (): Plugin => ({
    name: 'third-party-collect',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        // A module of which nothing is left is not shipped; a style sheet counts though its text lies elsewhere.
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = renderedLength > 0 || /\.css(?:\?|$)/.test(id) ? packageFolder(id) : null;
          if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
        }
      }
    },
  });
  const write = (): Plugin => ({
    name: 'third-party-notices',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler() {
        const bundled = [...folders];
        // The order of the three builds is the tool's; without the engine's packages the list would be short in silence.
        if (!bundled.some((folder) => folder.endsWith('/zod')))
          throw new Error('the notices are written before the engine is bundled');
        const electron = noticeOf(join(root, 'node_modules/electron'));
        const notices = noticesOf(
          [...bundled, ...shippedHere(readLock(root), root).map((path) => join(root, path))],
          [electron, ...innerNotices(electron.version)],
        );
        this.emitFile({ type: 'asset', fileName: 'notices.json', source: JSON.stringify(notices) });
      },
    },
  });
  return { collect, write };
}
