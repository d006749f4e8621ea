import { describe, expect, it } from 'vitest';
import { checkIdNumber } from '@contract/validators/id-document.ts';
import { SimulatedPhone } from '../../../src-main/training/phone.ts';
import { SimulatedPhones } from '../../../src-main/training/phones.ts';
import { sharedWorld } from './world-fixture.ts';

describe('phones of the sample office', () => {
  const world = sharedWorld();
  const phones = (): SimulatedPhones =>
    new SimulatedPhones(world.store.db, new SimulatedPhone({ now: () => 0 }, () => {}), { now: () => 0 });

  it('I1: who has no real-name record comes first, strangers before all', async () => {
    const { people, more } = await phones().people('');
    expect(more).toBe(true);
    expect(people.slice(0, 4).map(({ name, realName }) => [name, realName])).toEqual(
      expect.arrayContaining([
        ['薛念一', 'unknown'],
        ['汤若谷', 'unknown'],
        ['邵知秋', 'unknown'],
        ['纪晚舟', 'unknown'],
      ]),
    );
    const kinds = people.map(({ realName }) => realName);
    expect(kinds.lastIndexOf('none')).toBeGreaterThan(2);
    expect(kinds.includes('collected') ? kinds.indexOf('collected') > kinds.lastIndexOf('none') : true).toBe(true);
    expect(new Set(people.map(({ ref }) => ref)).size).toBe(people.length);
  });

  it('is searched by name, by mobile and by enterprise, and a search does not read wildcards', async () => {
    expect((await phones().people('马骁')).people).toMatchObject([
      { name: '马骁', realName: 'none', enterprise: '沈阳砚秋税务师事务所有限公司' },
    ]);
    const [first] = (await phones().people('林静')).people;
    expect((await phones().people(first?.mobile ?? 'none')).people).toMatchObject([
      { name: '林静', realName: 'collected' },
    ]);
    expect((await phones().people('砚秋税务师')).people.length).toBeGreaterThan(10);
    for (const sign of ['%', '_', '\\']) expect((await phones().people(sign)).people).toEqual([]);
    expect((await phones().people('没有这个人')).people).toEqual([]);
  });

  it('I2: one has a number verified for somebody else, one a name registered otherwise, one a record under an older name', async () => {
    const recycled = await phones().open('phone.recycled');
    expect((await phones().people(recycled.mobiles[0] ?? '')).people).toMatchObject([
      { name: '温书白', realName: 'collected' },
    ]);
    const misspelt = (await phones().people('孟书瑶')).people[0];
    expect(misspelt).toMatchObject({ realName: 'none' });
    expect((await phones().open(misspelt?.ref ?? '')).card.name).toBe('孟书遥');
    const { people } = await phones().people('静宜');
    const older = await world.store.db
      .selectFrom('real_name_record')
      .innerJoin('person', 'person.id', 'person_id')
      .select(['person.id', 'person.name as own', 'real_name_record.name'])
      .whereRef('person.name', '!=', 'real_name_record.name')
      .execute();
    expect(older).toHaveLength(1);
    expect(people.every(({ realName }) => realName === 'collected')).toBe(true);
    expect((await phones().people(older[0]?.own ?? '')).people).toMatchObject([{ realName: 'otherName' }]);
  });

  it('K5: a phone is made when it is first taken, with the verified number or one that nobody has, and a card that checks out', async () => {
    const admin = await phones().open('handler.h01');
    expect(admin).toMatchObject({
      card: { name: '林静', sex: 'female' },
      mobiles: [admin.record?.mobile],
      outcome: 'pass',
    });
    expect(checkIdNumber('residentIdentityCard', admin.card.idNumber).ok).toBe(true);
    const none = await phones().open('handler.h11');
    expect(none.record).toBe(null);
    expect(none.mobiles[0]).toMatch(/^154\d{8}$/);
    expect((await phones().open('handler.h11')).mobiles).toEqual(none.mobiles);
    expect(none.card.address).toContain('辽宁省沈阳市');
  });

  it.each([
    'handler.nobody',
    'person.',
    'phone.x',
    'officer.91210102MA0TEST1AA',
    'officer.91210102MA0TEST1AA.handler',
    'x.y',
    '',
  ])('%j is nobody’s phone', async (ref) => {
    await expect(phones().open(ref)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
