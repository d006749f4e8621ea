import { describe, expect, it } from 'vitest';
import { searchText } from '../../../../src-main/office/search/search-text.ts';
import { isFound, lastFirst } from '../../../../src-renderer/pages/sign-in/parts/find-staff.ts';

const member = (name: string) => ({ handlerId: name, name, ...searchText(name) });

describe('the staff list of the login (G2)', () => {
  it.each([
    ['梁知夏', 'l'],
    ['梁知夏', 'lzx'],
    ['梁知夏', 'LZX'],
    ['梁知夏', 'liangzhixia'],
    ['梁知夏', 'liang zhi'],
    ['梁知夏', 'zhixia'],
    ['梁知夏', '知夏'],
    ['梁知夏', ' 梁 '],
    ['梁知夏', ''],
    ['吕安', 'lvan'],
    ['吕安', 'lüan'],
    ['单小北', 'shan'],
    ['单小北', 'dan'],
    ['单小北', 'sxb'],
    ['单小北', 'ｓｘｂ'],
    ['西安', "xi'an"],
  ])('%s is found by “%s”', (name, typed) => {
    expect(isFound(member(name), typed)).toBe(true);
  });

  it.each([
    ['梁知夏', 'lx'],
    ['梁知夏', 'wang'],
    ['梁知夏', '夏知'],
    ['马骁', 'lzx'],
  ])('%s is not found by “%s”', (name, typed) => {
    expect(isFound(member(name), typed)).toBe(false);
  });

  it('puts who logged in here last first, the others in their order', () => {
    const staff = ['甲', '乙', '丙', '丁'].map(member);
    expect(lastFirst(staff, ['丁', '戊', '乙']).map(({ name }) => name)).toEqual(['丁', '乙', '甲', '丙']);
  });
});
