import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { account, lastRecord, office as officeWithAccounts } from './client-secrets-fixture.ts';
import { testOffice, today, type TestOffice } from './fixture.ts';

const callsOf = (test: TestOffice, window: string) =>
  createRouterClient(createRouter({ report: () => {} }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window, origin: 'test' },
  });
const found = async (test: TestOffice, input: Parameters<typeof clientSearchSchema.parse>[0] = {}) => {
  const answer = await callsOf(test, 'zhao').clients.search(
    clientSearchSchema.parse({ sort: 'name', ...(input as object) }),
  );
  return { ...answer, rows: answer.rows.map((row) => row.clientId) };
};

async function office(): Promise<TestOffice> {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: '91210102MA0AAAA001', assigned: ['sun'] });
  await test.addClient('ke', { name: '辽宁科技有限公司', taxpayerId: '91210102MA0BBBB002', assigned: ['li'] });
  for (const staff of ['zhao', 'qian', 'sun', 'li']) await test.signIn(staff);
  return test;
}
const stop = (
  test: TestOffice,
  over: { day?: string; reason?: string; revision?: number; by?: string; clientId?: string } = {},
) =>
  callsOf(test, over.by ?? 'zhao').clients.stop({
    clientId: over.clientId ?? 'hua',
    day: over.day ?? today,
    reason: over.reason ?? '不再委托',
    revision: over.revision ?? 1,
  });

describe('停止服务', () => {
  it('a stopped client leaves the list and is found by the filter, with day, reason and who', async () => {
    const test = await office();
    expect(await found(test)).toMatchObject({ all: 2, total: 2, stopped: 0 });
    await stop(test, { day: '2026-06-30' });
    expect(await found(test)).toMatchObject({ rows: ['ke'], all: 1, total: 1, stopped: 1 });
    expect(await found(test, { query: '华盛' })).toMatchObject({ rows: [], total: 0, stopped: 1 });
    expect(await found(test, { query: '科技' })).toMatchObject({ rows: ['ke'], stopped: 0 });
    expect(await found(test, { filter: { service: 'stopped' } })).toMatchObject({ rows: ['hua'], all: 1, stopped: 0 });
    expect((await found(test, { filter: { service: 'all' } })).rows).toEqual(['ke', 'hua']);
    expect(await callsOf(test, 'zhao').clients.get({ clientId: 'hua' })).toMatchObject({
      stopped: { day: '2026-06-30', reason: '不再委托', by: '赵敏', begun: true },
      cannotEnter: '已于2026-06-30停止服务（不再委托）',
      revision: 2,
      assigned: [{ handlerId: 'sun' }],
    });
    const staff = await callsOf(test, 'zhao').clients.staff();
    expect(staff.find(({ handlerId }) => handlerId === 'sun')).toMatchObject({ clients: 0 });
  });

  it('open sessions of it end at once with the reason, in every window, and nobody enters it again', async () => {
    const test = await office();
    const { sessions } = test.engine.bureau;
    const sun = await sessions.staffOf('sun');
    const open = await test.enter(sun, 'hua', 'hua-a0');
    expect(await callsOf(test, 'zhao').clients.get({ clientId: 'hua' })).toMatchObject({ openWindows: 1 });
    await stop(test);
    expect(await sessions.clientsOf(sun.sessionId)).toEqual([]);
    await expect(sessions.clientOf(sun, open)).rejects.toMatchObject({
      code: 'SESSION_ENDED',
      message: expect.stringContaining('恢复服务'),
      data: { sessionEnd: 'clientStopped' },
    });
    await expect(
      callsOf(test, 'sun').clients.enter({ clientId: 'hua', with: { kind: 'password', agreementPassword: 'x' } }),
    ).rejects.toMatchObject({
      code: 'CLIENT_NOT_ENTERABLE',
      message: expect.stringMatching(/^沈阳华盛商贸有限公司已于2026-11-23停止服务（不再委托），不能进入。.*恢复服务/u),
    });
    expect(await callsOf(test, 'sun').clients.recents()).toEqual([]);
    expect((await test.engine.bureau.trail.list({ limit: 20 })).map((row) => row.act)).toEqual(
      expect.arrayContaining(['client.stop', 'client.leave', 'client.enter']),
    );
  });

  it('a day to come is planned: until then all goes on, and that day it takes effect by itself', async () => {
    const test = await office();
    const { sessions } = test.engine.bureau;
    test.clock.at(Date.parse('2026-11-23T15:50:00Z'));
    await test.signIn('zhao');
    const sun = await test.signIn('sun');
    await test.enter(sun, 'hua', 'hua-a0');
    await stop(test, { day: '2026-11-24' });
    expect(await found(test)).toMatchObject({ total: 2 });
    expect(await sessions.clientsOf(sun.sessionId)).toHaveLength(1);
    expect(await callsOf(test, 'zhao').clients.get({ clientId: 'hua' })).toMatchObject({
      stopped: { begun: false },
      cannotEnter: null,
    });
    test.clock.at(Date.parse('2026-11-23T16:00:00Z'));
    await sessions.sweep();
    const ended = await test.store.db.selectFrom('session').selectAll().where('kind', '=', 'client').execute();
    expect(ended).toMatchObject([{ end_reason: 'clientStopped' }]);
    await test.signIn('zhao');
    expect(await found(test)).toMatchObject({ rows: ['ke'] });
  });

  it('comes back as it was; what was not stopped cannot come back', async () => {
    const test = await office();
    await stop(test);
    const zhao = callsOf(test, 'zhao');
    await expect(zhao.clients.resume({ clientId: 'hua', revision: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    await zhao.clients.resume({ clientId: 'hua', revision: 2 });
    expect(await zhao.clients.get({ clientId: 'hua' })).toMatchObject({
      stopped: null,
      cannotEnter: null,
      assigned: [{ handlerId: 'sun' }],
    });
    expect(await found(test)).toMatchObject({ total: 2, stopped: 0 });
    await expect(zhao.clients.resume({ clientId: 'hua', revision: 3 })).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    const texts = (await test.engine.bureau.trail.list({ limit: 9, clientId: 'hua' })).map((row) => row.text);
    expect(texts).toEqual(
      expect.arrayContaining(['停止服务，自2026-11-23：不再委托', '恢复服务（2026-11-23起停止服务：不再委托）']),
    );
  });

  it('admins and leaders may, in their scope; a member may not', async () => {
    const test = await office();
    await expect(stop(test, { by: 'sun' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { whoCanMend: '机构管理员或小组负责人' },
    });
    await expect(stop(test, { by: 'qian', clientId: 'ke' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await stop(test, { by: 'qian' });
    await expect(callsOf(test, 'sun').clients.resume({ clientId: 'hua', revision: 2 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await callsOf(test, 'qian').clients.resume({ clientId: 'hua', revision: 2 });
  });

  it.each([
    ['a day that is none', { day: '2026-02-30' }],
    ['a day of another century', { day: '1926-11-23' }],
    ['a day too far ahead', { day: '2062-11-23' }],
    ['no reason', { reason: '  ' }],
    ['a reason with characters that nobody sees', { reason: '不再\u202e委托' }],
    ['a reason too long', { reason: '长'.repeat(201) }],
  ])('%s is refused by name of the field', async (_, over) => {
    const test = await office();
    await expect(stop(test, over)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: [{ field: Object.keys(over)[0] }] },
    });
    expect(await found(test)).toMatchObject({ total: 2 });
  });

  it('is nobody’s to take over when its staff member leaves', async () => {
    const test = await office();
    await stop(test);
    const { removal } = test.engine.office.staff;
    const zhao = await test.engine.bureau.sessions.staffOf('zhao');
    await test.addClient('qi', { name: '沈阳七星有限公司', taxpayerId: '91210102MA0CCCC003', assigned: ['sun'] });
    expect(await removal.remove(zhao, { handlerId: 'sun', takeOver: ['li'], reason: '离职' })).toMatchObject({
      clients: 1,
    });
    const rows = await test.store.db.selectFrom('assignment').selectAll().orderBy('client_id').execute();
    expect(rows).toEqual([
      { client_id: 'ke', handler_id: 'li' },
      { client_id: 'qi', handler_id: 'li' },
    ]);
  });

  it('see-as says on which day it was served, and the file of the list says its state', async () => {
    const test = await office();
    await stop(test, { day: '2026-12-01' });
    const zhao = callsOf(test, 'zhao');
    const enter = async (on: string) => {
      const { view } = await zhao.explain.staff({ handlerId: 'sun', day: on });
      const { rows } = await zhao.explain.clients({ view, query: '华盛', offset: 0, limit: 5 });
      expect(rows).toHaveLength(1);
      return (await zhao.explain.services({ view, clientId: 'hua' })).chain.slice(-2);
    };
    expect(await enter('2026-11-30')).toMatchObject([{ link: 'assignment' }, { link: 'agreement', ok: true }]);
    expect(await enter('2026-12-01')).toMatchObject([
      { link: 'assignment' },
      { link: 'state', ok: false, text: '本机构已于2026-12-01停止服务（不再委托）' },
    ]);
    const file = await zhao.clients.export({ columns: ['name', 'service'], format: 'csv', sort: 'name' });
    expect(Buffer.from(file.base64, 'base64').toString('utf8')).toContain('服务中（2026-12-01起停止）');
  });

  it('its agreement is none of those that end soon, and is still in force', async () => {
    const test = await office();
    await test.store.db.updateTable('agreement').set({ last_day: '2026-12-05' }).execute();
    const view = async () => (await callsOf(test, 'zhao').agencyDelegation.list({ view: 'ending30' })).total;
    expect(await view()).toBe(2);
    await stop(test);
    expect(await view()).toBe(1);
  });
});

describe('accounts of a stopped client', () => {
  it('one is shown to an admin with a reason, which the trail keeps; nobody copies it', async () => {
    const office = await officeWithAccounts();
    const { test, zhao, sun, secrets } = office;
    const { accountId } = await secrets.add(zhao, { ...account(), clientId: 'hua' });
    await test.engine.office.stops.stop(zhao, { clientId: 'hua', day: today, reason: '不再委托', revision: 1 });
    const input = { clientId: 'hua', accountId };
    await expect(secrets.show(zhao, input)).rejects.toMatchObject({ code: 'SECOND_LOOK' });
    await expect(secrets.show(sun, { ...input, reason: '移交' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(secrets.copy(zhao, input)).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    expect(await secrets.show(zhao, { ...input, reason: '移交客户' })).toEqual({ secret: account().secret });
    expect((await lastRecord(office, 'clientSecrets.show'))?.text).toContain('移交客户');
    await expect(
      test.engine.office.vault.remembered.reveal(zhao, test.engine.bureau.passwords, {
        clientId: 'hua',
        personalPassword: 'x',
      }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    await test.engine.office.stops.resume(zhao, { clientId: 'hua', revision: 2 });
    expect(await secrets.copy(sun, input)).toEqual({ secret: account().secret });
  });
});
