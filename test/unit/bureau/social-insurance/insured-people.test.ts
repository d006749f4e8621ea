import { describe, expect, it } from 'vitest';
import { idNumber, socialDesk, thisMonth } from './fixture.ts';

const page = { query: '', state: 'all' as const, offset: 0, limit: 50 };

describe('参保人员', () => {
  it('B8: are listed masked, searched by name and by number, and add up by state', async () => {
    const { desk, add } = await socialDesk();
    await add(1, 3_000_00);
    const second = await add(2, 30_000_00, '2026-10', '欧阳思远');
    await desk.stopPerson({ insuredId: second.insuredId, lastMonth: '2026-10', revision: 1 });
    const all = await desk.people(page);
    expect(all).toMatchObject({
      total: 2,
      insured: 1,
      stopped: 1,
      standard: { year: 2026, floor: 4_400_00, provisional: false },
    });
    expect(all.rows.map(({ name }) => name).toSorted()).toEqual(['欧**远', '王*平']);
    expect(JSON.stringify(all)).not.toContain(idNumber(1));
    expect(all.rows.find(({ wage }) => wage === 3_000_00)).toMatchObject({ base: 4_400_00, limited: 'floor' });
    expect(all.rows.find(({ wage }) => wage === 30_000_00)).toMatchObject({
      base: 22_000_00,
      limited: 'ceiling',
      lastMonth: '2026-10',
    });
    expect((await desk.people({ ...page, query: '阳思' })).rows).toHaveLength(1);
    expect((await desk.people({ ...page, query: ` ${idNumber(1).slice(-6)} ` })).rows).toMatchObject([
      { name: '王*平' },
    ]);
    expect((await desk.people({ ...page, query: '%' })).rows).toEqual([]);
    expect((await desk.people({ ...page, state: 'insured' })).total).toBe(1);
  });

  it('B8: nobody is insured twice; whoever left may come back in a later month', async () => {
    const { desk, add } = await socialDesk();
    const first = await add(1, 6_000_00, '2026-09');
    await expect(add(1)).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.stopPerson({ insuredId: first.insuredId, lastMonth: '2026-10', revision: 1 });
    await expect(add(1, 6_000_00, '2026-10')).rejects.toThrow('参保到2026年10月');
    await expect(add(1, 6_000_00, '2026-11', '王安')).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      data: { link: 'identity' },
    });
    await expect(add(1, 6_000_00, '2026-11')).resolves.toMatchObject({ firstMonth: '2026-11', lastMonth: null });
  });

  it('B8: a wrong number, a month that is closed or to come, and a stop before the start are told at their field', async () => {
    const { desk, add } = await socialDesk();
    await expect(
      desk.addPerson({
        name: '王安平',
        document: { idType: 'residentIdentityCard', idNumber: '210102199001011234' },
        wage: 1,
        firstMonth: thisMonth,
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { fields: [{ field: 'document.idNumber' }] } });
    await expect(add(1, 6_000_00, '2026-12')).rejects.toMatchObject({ data: { fields: [{ field: 'firstMonth' }] } });
    await expect(add(1, 6_000_00, '2026-05')).rejects.toMatchObject({ data: { fields: [{ field: 'firstMonth' }] } });
    const one = await add(1);
    await expect(
      desk.stopPerson({ insuredId: one.insuredId, lastMonth: '2026-10', revision: 1 }),
    ).rejects.toMatchObject({ data: { fields: [{ field: 'lastMonth' }] } });
  });

  it('B8: a row changed elsewhere is not overwritten, and another enterprise’s person is not found', async () => {
    const { desk, add, login, call, acts } = await socialDesk();
    const one = await add(1);
    await desk.setWage({ insuredId: one.insuredId, wage: 7_000_00, revision: 1 });
    await expect(desk.setWage({ insuredId: one.insuredId, wage: 8_000_00, revision: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await login('lin', 'other');
    await expect(
      call('other').socialInsurance.setWage({ insuredId: one.insuredId, wage: 8_000_00, revision: 2 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const records = await acts('social.person.wage');
    expect(records.map(({ result, client_id, rule }) => [result, client_id, rule])).toEqual([
      ['done', 'social', 'B8'],
      ['refused', 'social', 'B8'],
      ['refused', 'ent', 'B8'],
    ]);
    expect(records.map(({ text }) => text).join()).not.toContain('王安平');
  });

  it('E5, B8: a handler without the social-insurance functions is refused, whoever holds them is not', async () => {
    const { login, call, desk } = await socialDesk();
    await login('bao', 'clerk');
    await expect(call('clerk').socialInsurance.people(page)).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
      data: { rule: 'E5' },
    });
    await login('lin', 'boss');
    await expect(call('boss').socialInsurance.people(page)).resolves.toMatchObject({ total: 0 });
    await expect(desk.people(page)).resolves.toMatchObject({ total: 0 });
  });
});
