import { expect, test } from 'vitest';
import { ruleIds } from '../../../../src-preload/contract/rule-id.ts';
import { guide } from '../../../../src-renderer/locales/zh-CN/guide.ts';
import { rules } from '../../../../src-renderer/locales/zh-CN/rules.ts';

test('every rule has a text that users can read, and no text is of a rule that does not exist', () => {
  expect(Object.keys(rules.texts)).toEqual(ruleIds);
  expect(Object.keys(rules.groups)).toEqual([...new Set(ruleIds.map((id) => id[0]))]);
});

test('rule texts and guide are whole Chinese sentences', () => {
  const points = Object.values(guide.chapters).flatMap((chapter) => Object.values<string>(chapter.points));
  for (const text of [...Object.values<string>(rules.texts), ...points])
    expect(text).toMatch(/^[^a-z].*[\u4e00-\u9fff].*。$/);
});
