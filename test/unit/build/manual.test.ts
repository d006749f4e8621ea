import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chapterOf, pngSize, readManual } from '../../../build/manual.ts';

const size = (): { width: number; height: number } => ({ width: 10, height: 5 });
const folder = join(import.meta.dirname, '../../../docs/manual');
const manual = readManual(folder);

test('every chapter of docs/manual is there, in the order of the 2020 manual, with its pictures', () => {
  const index = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\d+\. \[(.+)\]\(([\w-]+)\.md\)$/gm)].map(
    ([, title, id]) => ({ title, id }),
  );
  expect(index).toHaveLength(14);
  expect(manual.chapters.map(({ title, id }) => ({ title, id }))).toEqual(index);
  const pictures = manual.chapters.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'picture'));
  expect(pictures.length).toBeGreaterThan(30);
  for (const { width, height, caption } of pictures)
    expect([width > 300, height > 200, caption]).toEqual([true, true, expect.stringMatching(/[\u4e00-\u9fff]/)]);
});

test("what is the developers' stays out: numbers of rules, and how the pages are made", () => {
  const text = JSON.stringify(manual);
  expect(text).not.toMatch(/规则：|DESK_SCREENSHOTS|npm/);
  expect(manual.chapters.every(({ blocks }) => blocks.some((block) => block.kind === 'note'))).toBe(true);
});

test('text, emphasis, code, lists and links between chapters become data', () => {
  const { title, blocks } = chapterOf(
    '01-a',
    '# 1. 标题\n\n甲 < 乙 & **丙** `丁` [戊](02-b.md)\n\n## 小节\n\n1. 一\n2. *二*\n',
    size,
  );
  expect(title).toBe('标题');
  expect(blocks).toEqual([
    {
      kind: 'text',
      parts: [
        { text: '甲 < 乙 & ' },
        { text: '丙', style: 'strong' },
        { text: ' ' },
        { text: '丁', style: 'code' },
        { text: ' ' },
        { text: '戊', chapter: '02-b' },
      ],
    },
    { kind: 'heading', level: 2, text: '小节' },
    { kind: 'list', ordered: true, items: [[{ text: '一' }], [{ text: '二', style: 'emphasis' }]] },
  ]);
});

test.each([
  ['a block of HTML', '<script>alert(1)</script>'],
  ['HTML in a line', '甲 <b onclick="x">乙</b>'],
  ['a link outside', '[甲](https://example.com)'],
  ['a script as a link', '[甲](javascript:alert(1))'],
  ['a picture from elsewhere', '![甲](https://example.com/a.png)'],
  ['a picture outside of the folder', '![甲](../a.png)'],
  ['a picture amid text', '甲 ![乙](a.png)'],
  ['code', '```\nx\n```'],
  ['a quotation', '> 甲'],
])('what has no drawing is refused, not made harmless: %s', (_what, text) => {
  expect(() => chapterOf('01-a', `# 1. 标题\n\n${text}\n`, size)).toThrow(/^01-a\.md: the manual's pages have no /);
});

test('a picture that is no PNG is refused', () => {
  expect(() => pngSize(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toThrow('no PNG');
});
