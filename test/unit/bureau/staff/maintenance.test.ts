import { describe, expect, it } from 'vitest';
import type { StaffPerson } from '@contract/enterprise-staff.ts';
import { day, minute, testEnterprise } from '../enterprise/fixture.ts';
import { refused } from '../fixture.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

type Bureau = Awaited<ReturnType<typeof testEnterprise>>;
// Numbers of nobody: the region is real, the check digits are right.
const card = { gu: '210102199003078216', wei: '210102198811127421' };

/** 林岚 stands on staff maintenance in the window `hers`. */
async function withOfficer() {
  const desk = await testEnterprise();
  await desk.db.updateTable('person').set({ id_number: card.gu }).where('id', '=', 'p-gu').execute();
  await desk.login('lin', 'hers');
  const hers = desk.call('hers').enterpriseStaff;
  const person = async (name: string): Promise<StaffPerson> => {
    const found = (await hers.overview()).people.find((one) => one.name === name);
    if (!found) throw new Error(`${name} is not on the list`);
    return found;
  };
  return { ...desk, hers, person };
}
const sought = (name: string, idNumber: string) => ({ name, idType: 'residentIdentityCard' as const, idNumber });
const rights = async (desk: Bureau, window: string) =>
  [...(await desk.bureau.actors.enterpriseOf(window)).functions].toSorted();

describe('who may maintain staff', () => {
  it('E1: a handler is refused, in the list and in every act; the trail says so', async () => {
    const { call, login, acts } = await withOfficer();
    await login('bao', 'his');
    const his = call('his').enterpriseStaff;
    const grant = { roleId: 'role', functions: [] };
    for (const attempt of [
      his.overview(),
      his.matrix(),
      his.search(sought('顾言', card.gu)),
      his.add({ person: sought('顾言', card.gu), capacity: 'handler', ...grant }),
      his.remove({ handlerId: 'fang' }),
      his.changeRights({ handlerId: 'bao', revision: 1, capacity: 'handler', ...grant }),
      his.addRole({ name: '全部', description: '', functions: ['query.filings'] }),
      his.changeRole({ roleId: 'role', revision: 1, name: '全部', description: '', functions: ['query.filings'] }),
      his.deleteRole({ roleId: 'role', revision: 1 }),
    ])
      await expect(attempt).rejects.toMatchObject({
        code: 'PERMISSION_MISSING',
        data: { whoCanMend: '法定代表人或财务负责人' },
      });
    expect((await acts('enterprise.permission')).filter((row) => row.handler_id === 'bao').length).toBe(9);
  });

  it('E1: the finance officer has it like the legal representative', async () => {
    const { call, loginByCode } = await withOfficer();
    await loginByCode('fang', 'fang');
    expect(
      (await call('fang').enterpriseStaff.overview()).people.map(({ name, capacity, self }) => ({
        name,
        capacity,
        self,
      })),
    ).toEqual([
      { name: '林岚', capacity: 'legalRepresentative', self: false },
      { name: '方舟', capacity: 'financeOfficer', self: true },
      { name: '鲍宁', capacity: 'handler', self: false },
    ]);
  });
});

describe('searching and adding', () => {
  it('E3: name, type and number must all be right; found or not is all that is answered', async () => {
    const { hers } = await withOfficer();
    expect(await hers.search(sought('顾言', card.gu))).toEqual({
      ...sought('顾言', card.gu),
      found: true,
      realName: true,
      bound: null,
    });
    const nobody = { found: false, realName: false, bound: null };
    // A wrong name with a number that is known answers like a number that nobody has.
    expect(await hers.search(sought('顾岩', card.gu))).toEqual({ ...sought('顾岩', card.gu), ...nobody });
    expect(await hers.search(sought('顾岩', card.wei))).toEqual({ ...sought('顾岩', card.wei), ...nobody });
    expect(await hers.search({ name: '顾言', idType: 'foreignPassport', idNumber: 'P1234567' })).toMatchObject(nobody);
  });

  it('E3, K2: a number pasted with blanks, full-width digits or a dot of another kind in the name is understood; a wrong one is refused at its field', async () => {
    const { hers, db } = await withOfficer();
    await db.updateTable('person').set({ name: '阿依·古丽' }).where('id', '=', 'p-gu').execute();
    await db.updateTable('real_name_record').set({ name: '阿依·古丽' }).where('person_id', '=', 'p-gu').execute();
    expect(await hers.search(sought(' 阿依•古丽 ', '２１０１０２ 19900307 8216'))).toMatchObject({
      name: '阿依·古丽',
      idNumber: card.gu,
      found: true,
    });
    await expect(hers.search(sought('顾', '210102199003078214'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: [{ field: 'name' }, { field: 'idNumber' }] },
    });
  });

  it('E3: thirty searches an hour and enterprise, found or not; the trail says who was looked for, the number masked', async () => {
    const { hers, later, acts } = await withOfficer();
    await hers.search(sought('顾言', card.gu));
    for (let index = 1; index < usualLimits.searchesAnHour; index += 1) {
      await hers.search(sought('何为', card.wei));
      later(1_000);
    }
    const stopped = hers.search(sought('何为', card.wei));
    await expect(stopped).rejects.toMatchObject({
      code: 'LOCKED_OUT',
      data: { rule: 'E3', retryAt: expect.any(String) as string },
    });
    later(-minute);
    await expect(hers.search(sought('何为', card.wei))).rejects.toMatchObject({ code: 'LOCKED_OUT' });
    later(60 * minute);
    await expect(hers.search(sought('顾言', card.gu))).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const searches = await acts('staff.search');
    expect(searches[0]?.text).toBe('查询人员顾言（2101**********8216）：已实名采集');
    expect(searches.filter((row) => row.result === 'refused')).toHaveLength(2);
    expect(searches.some((row) => row.text.includes(card.gu) || row.detail.includes(card.gu))).toBe(false);
  });

  it('E4, E5: a person typed by hand is pending, listed, without any right and cannot log in; the real name makes them active with what was granted', async () => {
    const { hers, person, db, engine, firm, acts, later, loginByCode, ...desk } = await withOfficer();
    const added = await hers.add({
      person: sought('卫青禾', card.wei),
      capacity: 'invoiceCollector',
      roleId: 'role',
      functions: ['query.filings'],
    });
    expect(added.state).toBe('pending');
    expect(await person('卫青禾')).toMatchObject({
      state: 'pending',
      capacity: 'invoiceCollector',
      cannot: expect.stringContaining('实名采集') as string,
      role: { name: '申报岗' },
      functions: 1,
      mobileMasked: null,
    });
    expect((await firm('w')).handlers.find((one) => one.name === '卫青禾')).toMatchObject({
      methods: { password: false, code: null },
    });
    expect(await hers.why({ handlerId: added.handlerId, functionId: 'query.filings' })).toMatchObject({
      held: false,
      cell: 'waiting',
      rule: 'E4',
      whoCanMend: '本人',
    });
    const { person_id: personId } = await db
      .selectFrom('handler')
      .select('person_id')
      .where('id', '=', added.handlerId)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('real_name_record')
      .values({
        id: 'r-wei',
        person_id: personId,
        name: '卫青禾',
        mobile: '15400000077',
        origin: 'collected',
        recorded_at: 1,
        replaced_at: null,
      })
      .execute();
    await engine.acts.run(null, (act) => act.emit({ kind: 'realNameRecorded', personId, changed: false }));
    later();
    await loginByCode(added.handlerId, 'new');
    expect(await rights({ ...desk, db, engine, firm, acts, later, loginByCode }, 'new')).toEqual(['query.filings']);
    expect((await acts('staff.add'))[0]).toMatchObject({
      rule: 'E4',
      result: 'done',
      staff_name: '林岚',
      client_id: 'ent',
    });
  });

  it('J4: a refused addition is in the trail, and nobody was added', async () => {
    const { hers, acts } = await withOfficer();
    await expect(
      hers.add({ person: sought('顾言', card.gu), capacity: 'handler', roleId: 'role', functions: ['query.payments'] }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    expect(await acts('staff.add')).toMatchObject([{ result: 'refused', rule: 'E5', staff_name: '林岚' }]);
    expect((await hers.overview()).people).toHaveLength(3);
  });
});

describe('rights of somebody who is signed in', () => {
  it('E6: narrowing counts at once in the open session; its window is told, and so is every window of the enterprise that may list people', async () => {
    const desk = await withOfficer();
    await desk.login('bao', 'his');
    const { revision, windows } = await desk.person('鲍宁');
    expect(windows).toBe(1);
    await desk.hers.changeRights({
      handlerId: 'bao',
      revision,
      capacity: 'handler',
      roleId: 'role',
      functions: ['query.filings'],
    });
    expect(await rights(desk, 'his')).toEqual(['query.filings']);
    expect(desk.notified).toContainEqual({ window: 'his', event: { kind: 'ownRightsChanged' } });
    expect(desk.notified).toContainEqual({ window: 'hers', event: { kind: 'staffChanged' } });
    await expect(
      desk.hers.changeRights({ handlerId: 'bao', revision, capacity: 'handler', roleId: 'role', functions: [] }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('E7: removal ends the sessions of the person; officers cannot remove themselves, nor the only legal representative; a finance officer no legal representative', async () => {
    const desk = await withOfficer();
    await desk.login('bao', 'his');
    await desk.hers.remove({ handlerId: 'bao' });
    expect(await desk.call('his').session.current()).toMatchObject({ who: null, ended: 'rightsRemoved' });
    await expect(desk.hers.remove({ handlerId: 'bao' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(desk.hers.remove({ handlerId: 'lin' })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      data: { rule: 'E7' },
    });
    await desk.db
      .insertInto('handler')
      .values({
        id: 'gu',
        enterprise_id: 'ent',
        person_id: 'p-gu',
        capacity: 'legalRepresentative',
        state: 'active',
        password_hash: null,
        created_at: 1,
        removed_at: null,
      })
      .execute();
    await expect(desk.hers.remove({ handlerId: 'lin' })).rejects.toMatchObject({
      message: expect.stringContaining('不能移除自己') as string,
    });
    await desk.loginByCode('fang', 'fang');
    await expect(desk.call('fang').enterpriseStaff.remove({ handlerId: 'gu' })).rejects.toMatchObject({
      data: { whoCanMend: '法定代表人' },
    });
    await desk.hers.remove({ handlerId: 'gu' });
    await desk.hers.remove({ handlerId: 'fang' });
    expect((await desk.hers.overview()).people.map((one) => one.name)).toEqual(['林岚']);
    expect((await desk.acts('staff.remove')).map((row) => row.result)).toEqual([
      'done',
      'refused',
      'refused',
      'refused',
      'refused',
      'done',
      'done',
    ]);
  });

  it('B3, E5: officers are not given a role', async () => {
    const { hers, person } = await withOfficer();
    const { revision, not } = await person('方舟');
    expect(not.change).toMatchObject({ rule: 'B3' });
    await expect(
      hers.changeRights({ handlerId: 'fang', revision, capacity: 'handler', roleId: 'role', functions: [] }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'B3' } });
  });
});

describe('resetting a password', () => {
  it('D2, D4: the list says who can be reset and why not, and a reset shows until when its ticket is good', async () => {
    const { hers, person, call, clock } = await withOfficer();
    expect((await hers.overview()).people.map(({ name, not }) => [name, not.reset?.rule ?? null])).toEqual([
      ['林岚', null],
      ['方舟', 'D4'],
      ['鲍宁', null],
    ]);
    const { expiresAt } = await call('hers').enterprise.resetPersonalPassword({ handlerId: 'bao' });
    expect(Date.parse(expiresAt)).toBe(clock.now() + day);
    expect((await person('鲍宁')).reset).toEqual({
      resetAt: new Date(clock.now()).toISOString(),
      expiresAt,
      usedAt: null,
      byName: '林岚',
    });
  });

  it('D2: who never had a password has none to reset', async () => {
    const desk = await withOfficer();
    await desk.db.updateTable('handler').set({ password_hash: null }).where('id', '=', 'bao').execute();
    await expect(desk.bureau.resets.reset(await desk.bureau.actors.enterpriseOf('hers'), 'bao')).rejects.toEqual(
      refused('FORBIDDEN', { rule: 'D2' }),
    );
    expect((await desk.person('鲍宁')).not.reset?.message).toContain('尚未设置个人密码');
  });
});
