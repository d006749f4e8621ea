import { expect, test } from 'vitest';
import { byTeamName } from '../../../src-main/office/staff/team-order.ts';

test('teams stand as people count them: 一组 before 二组, 十组 behind 九组', () => {
  const names = ['十一组', '二组', '十组', '二十组', '一组', '九组', '三组', '第2组', '第10组', '审核组'];
  expect(
    names
      .map((name) => ({ name }))
      .toSorted(byTeamName)
      .map((team) => team.name)
      .filter((name) => /^[一二三九十]/u.test(name)),
  ).toEqual(['一组', '二组', '三组', '九组', '十组', '十一组', '二十组']);
  expect(byTeamName({ name: '第2组' }, { name: '第10组' })).toBeLessThan(0);
});
