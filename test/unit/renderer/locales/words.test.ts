import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clients } from '../../../../src-renderer/locales/zh-CN/clients.ts';
import { importing } from '../../../../src-renderer/locales/zh-CN/import.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** Words that the program had two of, or that said less than they should, and what takes their place. */
const gone: [word: RegExp, instead: string][] = [
  [/机构口令/u, '启动口令'],
  [/机构密码/u, '机构登录密码'],
  [/规则集/u, '办税规则'],
  [/\d ?\/ ?3 ?种/u, '已含 4 种（至少 3 种）'],
  [/办税员/u, '办税人'],
  [/组长/u, '小组负责人'],
  [/请核对后再办理/u, '提交增值税申报'],
];

/** Words that people put over the columns of their own tables are read whatever they are. */
const foreign = new Set(['src-main/office/imports/column-names.ts', 'src-main/office/imports/dossier-column-names.ts']);

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|vue|json|md|html|txt|mjs)$/u.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

describe('one word for one thing', () => {
  const texts = ['src-main', 'src-preload', 'src-renderer', 'resources', 'docs', 'scripts']
    .flatMap(files)
    .filter((path) => !foreign.has(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

  it.each(gone)('nowhere %s', (word) => {
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter(({ text }) => word.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('whoever works for a client is called the same in the list, its file and the import', () => {
    expect([clients.columns.assigned, clients.filters.staff]).toEqual([
      importing.template.staff,
      importing.template.staff,
    ]);
  });
});
