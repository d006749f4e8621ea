import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from '../../../src-main/hosts/shell/file-name.ts';

test.each([
  ['完税证明（2026年10月）.pdf', '完税证明（2026年10月）.pdf'],
  ['客户名单.CSV', '客户名单.csv'],
  ['a.b.xlsx', 'a.b.xlsx'],
  ['../../etc/cron.txt', 'etc_cron.txt'],
  ['C:\\Windows\\x.pdf', 'C__Windows_x.pdf'],
  ['a/b\\c:d*e?f"g<h>i|j.pdf', 'a_b_c_d_e_f_g_h_i_j.pdf'],
  ['con.pdf', '文件con.pdf'],
  ['COM1.txt', '文件COM1.txt'],
  ['.pdf', '文件.pdf'],
  ['...pdf', '文件.pdf'],
  ['a\u202efdp.exe.pdf', 'afdp.exe.pdf'],
  ['a\u0000b\n.pdf', 'ab.pdf'],
  ['  名 .pdf', '名.pdf'],
])('%j is saved as %j', (given, name) => {
  expect(safeFileName(given)).toBe(name);
});

test.each([
  '',
  'x',
  'x.',
  'x.exe',
  'x.pdf.exe',
  'x.lnk',
  'x.js',
  'x.hta',
  'x.html',
  'x.bat',
  'x.app',
  'x.desktop',
  'x.pdf\u0000.sh',
  'x.pd\u0000f/x.sh',
  'x.scr',
])('%j is not saved', (given) => {
  expect(safeFileName(given)).toBe(null);
});

test('no name leaves its folder, and none is too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (stem) => {
      const name = safeFileName(`${stem}.pdf`);

      expect(name).toMatch(/^[^/\\:*?"<>|\u0000-\u001f]+\.pdf$/);
      expect(Array.from(name ?? '').length).toBeLessThanOrEqual(90);
      expect(name?.startsWith('.')).toBe(false);
    }),
  );
});

test('every file that a page offers has an extension that the desktop saves', () => {
  const folder = join(import.meta.dirname, '../../../src-renderer/locales/zh-CN');
  const names = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/name_?: '([^' ]*[^' .]\.[a-z]{2,11})',$/gim)].map(
      ([, name]) => name!,
    ),
  );
  expect(names).toContain('客户账号密码-{day}.kdbx');
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => safeFileName(name) === null)).toEqual([]);
});
