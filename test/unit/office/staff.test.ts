import { describe, expect, it } from 'vitest';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { hua, caller, wang, office, acts, withFirmPassword, logIn } from './staff-fixture.ts';

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
    await staff.positions.set(zhao, 'sun', { officeRole: 'member', teamId: 'team2' });
    await expect(test.engine.bureau.sessions.clientOf(qian, session)).rejects.toMatchObject({
      data: { sessionEnd: 'assignmentTaken' },
    });
    await expect(test.engine.bureau.sessions.clientOf(sun, own)).resolves.toMatchObject({ clientId: 'hua' });
    await expect(staff.positions.set(zhao, 'zhao', { officeRole: 'member', teamId: null })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
    });
    await expect(staff.positions.set(zhao, 'sun', { officeRole: 'leader', teamId: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await staff.positions.set(zhao, 'qian', { officeRole: 'admin', teamId: null });
    await staff.positions.set(zhao, 'zhao', { officeRole: 'leader', teamId: 'team1' });
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
    expect(test.notified).toContainEqual({ window: 'qian', event: { kind: 'staffChanged' } });
  });
});

describe('a member who leaves', () => {
  it('H5: what nobody else of the team works for, its leader sees no more: the open session ends at once, and the window is told', async () => {
    const { test, zhao, staff } = await office();
    await test.addClient('hua', { ...hua, assigned: ['sun'] });
    await test.enter(await test.signIn('qian'), 'hua', 'hua-a0');
    await staff.removal.remove(zhao, { handlerId: 'sun', takeOver: [], reason: '' });
    expect(test.notified).toContainEqual({
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
    expect(test.notified).toContainEqual({ window: 'sun', event: { kind: 'staffSessionEnded', end: 'passwordReset' } });
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
    const vaultState = async () =>
      (await staff.members.list(zhao)).members.find((member) => member.handlerId === made.handlerId)?.vault;
    await choose(made.ticket, 'Qingtian-58');
    expect(await vaultState()).toBe('waiting');
    // The page of whoever can grant hears of it.
    expect(test.notified).toContainEqual({ window: null, event: { kind: 'vaultChanged' } });
    await vault.grant(zhao, made.handlerId);
    expect(await vaultState()).toBe('granted');
    const again = await staff.passwords.reset(zhao, made.handlerId);
    const actor = await choose(again.kind === 'ticket' ? again.ticket : '', 'Qingtian-59');
    expect(await vaultState()).toBe('waiting');
    expect(await vault.status(actor)).toMatchObject({ state: 'waiting' });
    await expect(logIn(test, made.handlerId, 'Qingtian-58')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
  });
});
