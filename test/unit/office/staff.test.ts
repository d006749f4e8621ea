import { describe, expect, it } from 'vitest';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import type { NewMember } from '../../../src-main/office/staff/attest-members.ts';
import { testOffice, type TestOffice } from './fixture.ts';

const hua = { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' };
const firm = { taxpayerId: '91210102MA0TEST00A', password: 'Jigou-2026' };
const caller = { window: 'new window', origin: 'test' };
const wang: NewMember = {
  name: '王珊',
  capacity: 'handler',
  officeRole: 'member',
  teamId: 'team1',
  idType: 'residentIdentityCard',
  idNumber: '11010519491231002X',
  mobile: '15400000008',
};

async function office(
  options: Parameters<typeof testOffice>[0] = {},
): Promise<{ test: TestOffice; zhao: StaffActor; staff: TestOffice['engine']['office']['staff'] }> {
  const test = await testOffice(options);
  return { test, zhao: await test.signIn('zhao'), staff: test.engine.office.staff };
}
const acts = async (test: TestOffice, act: string) =>
  (await test.engine.bureau.trail.list({ limit: 100 })).filter((row) => row.act === act);

/** The agency's own password, so that members can log in by the front door. */
async function withFirmPassword({ store }: TestOffice): Promise<void> {
  const { stored } = await passwordHasherOfProcess().hashPassword(firm.password);
  await store.db.updateTable('enterprise').set({ password_hash: stored }).where('id', '=', 'agency').execute();
}

/** Steps 1 and 2 of the login (G1, G2). */
async function logIn({ engine }: TestOffice, handlerId: string, password: string): Promise<{ wrapKey: Buffer | null }> {
  const { signIn } = engine.bureau;
  const { flow } = await signIn.firm(firm, caller);
  return signIn.staff({ flow, handlerId, proof: { kind: 'password', password } }, caller);
}

describe('teams and parts', () => {
  it('H5: teams are made, renamed, and deleted once they are empty; each leaves a record', async () => {
    const { test, zhao, staff } = await office();
    const teamId = await staff.teams.add(zhao, '三组');
    await staff.teams.rename(zhao, teamId, '出口退税组');
    await expect(staff.teams.add(zhao, '一组')).rejects.toMatchObject({ fields: [{ field: 'name' }] });
    await expect(staff.teams.rename(zhao, teamId, '一组')).rejects.toMatchObject({ fields: [{ field: 'name' }] });
    await expect(staff.teams.delete(zhao, 'team1')).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      message: expect.stringContaining('2位成员'),
    });
    expect((await staff.members.list(zhao)).teams).toEqual(
      [
        { teamId: 'team1', name: '一组', members: 2 },
        { teamId: 'team2', name: '二组', members: 1 },
        { teamId, name: '出口退税组', members: 0 },
      ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
    await staff.teams.delete(zhao, teamId);
    await expect(staff.teams.rename(zhao, teamId, '四组')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await test.engine.bureau.trail.list({ limit: 10 })).map((row) => [row.act, row.result])).toEqual([
      ['team.change', 'refused'],
      ['team.delete', 'done'],
      ['team.change', 'refused'],
      ['team.rename', 'done'],
      ['team.add', 'done'],
    ]);
  });

  it('H5: another team or part ends the open client sessions that it no longer covers; the last admin stays', async () => {
    const { test, zhao, staff } = await office();
    await test.addClient('hua', { ...hua, assigned: ['sun'] });
    const [qian, sun] = [await test.signIn('qian'), await test.signIn('sun')];
    const [session, own] = [await test.enter(qian, 'hua', 'hua-a0'), await test.enter(sun, 'hua', 'hua-a0')];
    // The member moves to another team: the leader no longer sees the member's client.
    await staff.parts.set(zhao, 'sun', { officeRole: 'member', teamId: 'team2' });
    await expect(test.engine.bureau.sessions.clientOf(qian, session)).rejects.toMatchObject({
      data: { sessionEnd: 'assignmentTaken' },
    });
    await expect(test.engine.bureau.sessions.clientOf(sun, own)).resolves.toMatchObject({ clientId: 'hua' });
    await expect(staff.parts.set(zhao, 'zhao', { officeRole: 'member', teamId: null })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
    });
    await expect(staff.parts.set(zhao, 'sun', { officeRole: 'leader', teamId: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await staff.parts.set(zhao, 'qian', { officeRole: 'admin', teamId: null });
    await staff.parts.set(zhao, 'zhao', { officeRole: 'leader', teamId: 'team1' });
    expect(
      (await staff.members.list(qian)).members.map((member) => [
        member.name,
        member.officeRole,
        member.team?.name ?? null,
      ]),
    ).toEqual([
      ['孙悦', 'member', '二组'],
      ['李想', 'member', '二组'],
      ['赵敏', 'leader', '一组'],
      ['钱立', 'admin', null],
    ]);
    expect((await acts(test, 'staff.role')).map((row) => row.result)).toEqual([
      'done',
      'done',
      'refused',
      'refused',
      'done',
    ]);
    expect(test.told).toContainEqual({ window: 'qian', event: { kind: 'staffChanged' } });
  });
});

describe('A3: a member whose identity card an admin has seen', () => {
  it('logs in once with the one-time code, which opens nothing but the page for a password of their own (B5, D3)', async () => {
    const { test, zhao, staff } = await office();
    await withFirmPassword(test);
    const { handlerId, ticket } = await staff.attest.add(zhao, wang);
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === handlerId)).toMatchObject({
      name: '王珊',
      realName: 'attested',
      password: 'reset',
      resetUntil: '2026-11-24T04:00:00.000Z',
      vault: 'none',
      clients: 0,
      lastLoginAt: null,
      team: { name: '一组' },
      mobileMasked: '154****0008',
    });
    await expect(logIn(test, handlerId, '111111')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect(await logIn(test, handlerId, ` ${ticket.toLowerCase().replaceAll('-', ' ')}`)).toEqual({
      handlerId,
      wrapKey: null,
    });
    const { actors, recovery } = test.engine.bureau;
    await expect(test.engine.bureau.sessions.staffOf(caller.window)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const opened = await actors.ticketOf(caller.window, 'personalPassword');
    await expect(recovery.setPersonalPassword(opened, ticket)).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
    await recovery.setPersonalPassword(opened, 'Qingtian-58');
    await expect(logIn(test, handlerId, ticket)).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect((await logIn(test, handlerId, 'Qingtian-58')).wrapKey).toHaveLength(32);
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === handlerId)).toMatchObject({
      password: 'set',
      present: true,
      lastLoginAt: '2026-11-23T04:00:00.000Z',
    });
    const [record] = await acts(test, 'staff.add');
    expect(record).toMatchObject({ result: 'done', rule: 'A3', staff_name: '赵敏' });
    expect(JSON.stringify(record)).not.toContain(ticket.slice(0, 4) + ticket.slice(5, 9));
    expect(record?.text).toContain('1101**********002X');
  });

  it('the code is good for one login within 24 hours, and a new one voids it', async () => {
    const { test, zhao, staff } = await office();
    await withFirmPassword(test);
    const { handlerId, ticket } = await staff.attest.add(zhao, wang);
    const second = await staff.passwords.reset(zhao, handlerId);
    if (second.kind !== 'ticket') throw new Error('the office profile hands out codes');
    await expect(logIn(test, handlerId, ticket)).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    await logIn(test, handlerId, second.ticket);
    await expect(logIn(test, handlerId, second.ticket)).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    const third = await staff.passwords.reset(zhao, handlerId);
    test.clock.at(test.clock.now() + 24 * 3_600_000);
    await expect(logIn(test, handlerId, third.kind === 'ticket' ? third.ticket : '')).rejects.toMatchObject({
      code: 'CREDENTIALS_WRONG',
    });
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === handlerId)).toMatchObject({
      password: 'reset',
      resetUntil: null,
    });
  });

  it('is refused by name of the field, or because they are here already; nothing is left behind', async () => {
    const { test, zhao, staff } = await office();
    await staff.attest.add(zhao, wang);
    const persons = async () => (await test.store.db.selectFrom('person').select('id').execute()).length;
    const before = await persons();
    await expect(staff.attest.add(zhao, { ...wang, idNumber: '110105194912310021' })).rejects.toMatchObject({
      fields: [{ field: 'idNumber' }],
    });
    await expect(
      staff.attest.add(zhao, { ...wang, name: '刘洋', idNumber: '440524188001010014' }),
    ).rejects.toMatchObject({ fields: [{ field: 'mobile' }] });
    await expect(staff.attest.add(zhao, { ...wang, name: '王姗' })).rejects.toMatchObject({
      fields: [{ field: 'name' }],
    });
    await expect(staff.attest.add(zhao, wang)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      staff.attest.add(zhao, {
        ...wang,
        name: '刘洋',
        idNumber: '440524188001010014',
        mobile: '15400000009',
        teamId: 'nowhere',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await persons()).toBe(before);
  });

  it('I3: another mobile or name is a new record, the old one stays; whoever had none may log in now', async () => {
    const { test, zhao, staff } = await office();
    const { handlerId } = await staff.attest.add(zhao, wang);
    await staff.attest.attest(zhao, { handlerId, name: '王珊', mobile: '15400000010' });
    await staff.attest.attest(zhao, { handlerId, name: '王姗', mobile: '15400000010' });
    await staff.attest.attest(zhao, { handlerId, name: '王姗', mobile: '15400000010' });
    const records = await test.store.db
      .selectFrom('real_name_record')
      .select(['name', 'mobile', 'origin', 'replaced_at'])
      .orderBy('replaced_at')
      .execute();
    expect(records).toHaveLength(3);
    expect(records.filter((record) => record.replaced_at === null)).toEqual([
      { name: '王姗', mobile: '15400000010', origin: 'attested', replaced_at: null },
    ]);
    expect((await acts(test, 'staff.attest')).map((row) => row.text)).toEqual([
      '核验王珊的身份证件，姓名更正为王姗',
      '核验王珊的身份证件',
    ]);
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === 'li')).toMatchObject({
      realName: 'missing',
    });
    await staff.attest.attest(zhao, { handlerId: 'li', name: '李想', mobile: '15400000011' });
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === 'li')).toMatchObject({
      realName: 'attested',
      name: '李想',
    });
  });

  it('E4: whoever waited for a real name in an enterprise too is pending no more there', async () => {
    const { test, zhao, staff } = await office();
    await test.addClient('hua', { ...hua, assigned: ['sun'] });
    const { db } = test.store;
    await db
      .insertInto('person')
      .values({ id: 'p-wang', id_type: wang.idType, id_number: wang.idNumber, name: wang.name, created_at: 0 })
      .execute();
    await db
      .insertInto('handler')
      .values({
        id: 'wang',
        enterprise_id: 'hua',
        person_id: 'p-wang',
        capacity: 'handler',
        state: 'pending',
        password_hash: null,
        registered_name: wang.name,
        role_id: null,
        created_at: 0,
        removed_at: null,
      })
      .execute();
    await staff.attest.add(zhao, wang);
    expect(await db.selectFrom('handler').select('state').where('id', '=', 'wang').executeTakeFirst()).toEqual({
      state: 'active',
    });
    expect(await acts(test, 'staff.activate')).toMatchObject([{ rule: 'E4', client_id: 'hua' }]);
  });

  it('not in a training world, where the bureau adds people and the phone collects their real name', async () => {
    const { test, zhao, staff } = await office({ training: true });
    await expect(staff.attest.add(zhao, wang)).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'A3' } });
    await expect(
      staff.attest.attest(zhao, { handlerId: 'li', name: '李想', mobile: '15400000011' }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    expect((await staff.members.list(zhao)).attests).toBe(false);
    expect((await acts(test, 'staff.add')).map((row) => row.result)).toEqual(['refused']);
  });
});

describe('a member who leaves', () => {
  it('H5: what nobody else of the team works for, its leader sees no more: the open session ends at once, and the window is told', async () => {
    const { test, zhao, staff } = await office();
    await test.addClient('hua', { ...hua, assigned: ['sun'] });
    await test.enter(await test.signIn('qian'), 'hua', 'hua-a0');
    await staff.removal.remove(zhao, { handlerId: 'sun', takeOver: [], reason: '' });
    expect(test.told).toContainEqual({
      window: 'qian',
      event: expect.objectContaining({ kind: 'clientSessionEnded', clientId: 'hua', end: 'assignmentTaken' }),
    });
  });
});

describe('lost personal passwords', () => {
  it('D2, D4: where SMS codes arrive only officers reset, never each other; the person gets 111111 and open sessions end', async () => {
    const { test, zhao, staff } = await office({ training: true });
    await test.signIn('sun');
    await expect(staff.passwords.reset(zhao, 'sun')).rejects.toMatchObject({ code: 'FORBIDDEN', data: { rule: 'D2' } });
    await test.store.db
      .updateTable('handler')
      .set({ capacity: 'legalRepresentative' })
      .where('id', '=', 'zhao')
      .execute();
    await test.store.db.updateTable('handler').set({ capacity: 'financeOfficer' }).where('id', '=', 'qian').execute();
    await expect(staff.passwords.reset(zhao, 'qian')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { rule: 'D4', whoCanMend: '本人' },
    });
    await test.store.db.updateTable('handler').set({ password_hash: 'set' }).where('id', '=', 'sun').execute();
    expect(await staff.passwords.reset(zhao, 'sun')).toEqual({
      kind: 'resetPassword',
      expiresAt: '2026-11-24T04:00:00.000Z',
    });
    expect(test.told).toContainEqual({ window: 'sun', event: { kind: 'staffSessionEnded', end: 'passwordReset' } });
    expect(
      (await staff.members.list(zhao)).members.map((member) => [member.name, member.cannotReset?.rule ?? null]),
    ).toEqual([
      ['孙悦', null],
      ['李想', 'D2'],
      ['赵敏', 'D2'],
      ['钱立', 'D4'],
    ]);
    expect((await acts(test, 'handler.password.reset')).map((row) => [row.result, row.rule])).toEqual([
      ['done', 'D2'],
      ['refused', 'D4'],
      ['refused', 'D2'],
    ]);
  });

  it('ADR-0015: after the reset the vault is granted anew', async () => {
    const { test, zhao, staff } = await office();
    await withFirmPassword(test);
    const { vault } = test.engine.office;
    const made = await staff.attest.add(zhao, wang);
    await test.store.db
      .transaction()
      .execute((db) => vault.create(db, { handlerId: 'zhao', wrapKey: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)));
    await vault.unlockWith(zhao, Buffer.alloc(32, 1));
    const choose = async (ticket: string, password: string): Promise<StaffActor> => {
      await logIn(test, made.handlerId, ticket);
      await test.engine.bureau.recovery.setPersonalPassword(
        await test.engine.bureau.actors.ticketOf(caller.window, 'personalPassword'),
        password,
      );
      const { wrapKey } = await logIn(test, made.handlerId, password);
      const actor = await test.engine.bureau.sessions.staffOf(caller.window);
      await vault.unlockWith(actor, wrapKey ?? Buffer.alloc(0));
      return actor;
    };
    const standing = async () =>
      (await staff.members.list(zhao)).members.find((member) => member.handlerId === made.handlerId)?.vault;
    await choose(made.ticket, 'Qingtian-58');
    expect(await standing()).toBe('waiting');
    // The page of whoever can grant hears of it.
    expect(test.told).toContainEqual({ window: null, event: { kind: 'vaultChanged' } });
    await vault.grant(zhao, made.handlerId);
    expect(await standing()).toBe('granted');
    const again = await staff.passwords.reset(zhao, made.handlerId);
    const actor = await choose(again.kind === 'ticket' ? again.ticket : '', 'Qingtian-59');
    expect(await standing()).toBe('waiting');
    expect(await vault.status(actor)).toMatchObject({ state: 'waiting' });
    await expect(logIn(test, made.handlerId, 'Qingtian-58')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
  });
});
