import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignBadges, loneBadge, shortClientName } from '../../../../src-renderer/shared/pure/client-badge.ts';

const tab = (clientId: string, name: string, colour = 0) => ({ clientId, name, colour });

describe('short name', () => {
  it.each([
    ['沈阳华盛商贸有限公司', '沈阳华盛商贸'],
    ['大连远洋物流股份有限公司', '大连远洋物流'],
    ['鞍山市铁东区老李烧烤店（个体工商户）', '鞍山市铁东区老李烧烤店'],
    ['有限公司', '有限公司'],
    ['ABC', 'ABC'],
  ])('%s → %s', (name, short) => {
    expect(shortClientName(name)).toBe(short);
  });
});

describe('badges', () => {
  it('takes what makes a name its own, not the city', () => {
    expect(
      ['沈阳华盛商贸有限公司', '辽宁省大连市远洋物流有限公司', '鞍山铁东区恒泰建材有限公司', 'abc科技'].map(loneBadge),
    ).toEqual(['华', '远', '恒', 'A']);
  });

  it('tells neighbours of one first character apart', () => {
    const badges = assignBadges([
      tab('1', '沈阳华盛商贸有限公司'),
      tab('2', '大连华信科技有限公司'),
      tab('3', '鞍山华盛建材有限公司'),
    ]);
    expect([...badges.values()]).toEqual(['华', '信', '盛']);
  });

  it('keeps a badge that was given, whatever is opened or moved', () => {
    const first = assignBadges([tab('2', '大连华信科技有限公司')]);
    expect(first.get('2')).toBe('华');
    const second = assignBadges([tab('1', '沈阳华盛商贸有限公司'), tab('2', '大连华信科技有限公司')], first);
    expect([second.get('1'), second.get('2')]).toEqual(['盛', '华']);
  });

  const names = fc.array(
    fc.constantFrom('沈阳华盛商贸有限公司', '华盛', '大连市沙河口区华华贸易有限公司', '有限公司', '', '①'),
    { minLength: 1, maxLength: 32 },
  );
  it('are all different among thirty-two open clients, even of the same name', () => {
    fc.assert(
      fc.property(names, (list) => {
        const badges = [...assignBadges(list.map((name, i) => tab(String(i), name, i % 10))).values()];
        expect(new Set(badges).size).toBe(list.length);
        expect(badges.every((badge) => [...badge].length === 1)).toBe(true);
      }),
    );
  });

  it('still differ between neighbours and within a colour when there are more clients than characters', () => {
    const many = Array.from({ length: 80 }, (_, i) => tab(String(i), '华盛', i % 10));
    const badges = assignBadges(many);
    for (const [i, a] of many.entries())
      for (const [j, b] of many.entries())
        if (j > i && (j - i <= 2 || a.colour === b.colour))
          expect(badges.get(a.clientId), `${i} and ${j}`).not.toBe(badges.get(b.clientId));
  });

  it('a branch keeps what tells it from its firm', () => {
    expect(shortClientName('辽宁君晟泰矿山设备有限公司沈阳分公司')).toBe('辽宁君晟泰矿山设备有限公司沈阳分公司');
  });
});
