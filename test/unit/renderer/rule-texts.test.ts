import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guide } from '../../../src-renderer/locales/zh-CN/guide.ts';
import { rules } from '../../../src-renderer/locales/zh-CN/rules.ts';

const numbered = [...readFileSync('docs/rules.md', 'utf8').matchAll(/^## ([A-Z]\d+)$/gm)].map((match) => match[1]!);

test('every rule has a text that users can read, and no text is of a rule that does not exist', () => {
  expect(numbered.length).toBeGreaterThanOrEqual(60);
  expect(Object.keys(rules.texts).sort()).toEqual([...numbered].sort());
  expect(Object.keys(rules.groups)).toEqual([...new Set(numbered.map((id) => id[0]))]);
});

test('rule texts and guide are whole Chinese sentences', () => {
  const points = Object.values(guide.chapters).flatMap((chapter) => Object.values<string>(chapter.points));
  for (const text of [...Object.values<string>(rules.texts), ...points]) expect(text).toMatch(/^[^a-z].*[\u4e00-\u9fff].*。$/);
});
