import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { addDays } from '../../../src-main/bureau/ground/calendar.ts';
import { today } from './fixture.ts';
import { testBureau } from '../bureau/fixture.ts';
import { testEnterprise } from '../bureau/enterprise/fixture.ts';

async function seeing() {
  const office = await testBureau();
  const router = createRouter({ report: () => {} });
  const desk = { engine: () => office.engine } as unknown as Desk;
  const call = (window: string) => createRouterClient(router, { context: { desk, window, origin: 'test' } });
  await office.login('zhao', 'admin');
  return {
    ...office,
    call,
    explain: call('admin').explain,
    async client(...of: Parameters<typeof office.client>) {
      await office.client(...of);
      office.engine.office.search.changed([of[0]]);
    },
  };
}
const year = { first_day: '2026-01-01', last_day: '2026-12-31' };

describe('以他人身份查看', () => {
  it('H5, G4: for every client what the person could do that day, by the first link that fails', async () => {
    const { explain, client } = await seeing();
    await client('own', [year]);
    await client('foreign', [year], ['zhao']);
    await client('paused', [{ ...year, decided: 'suspended' }]);
    const { view, chain, assumptions } = await explain.staff({ handlerId: 'sun', day: today });
    expect(chain.every(({ ok }) => ok)).toBe(true);
    expect(assumptions.length).toBeGreaterThan(0);
    const { rows, total } = await explain.clients({ view });
    expect(total).toBe(3);
    const of = (id: string) => rows.find((row) => row.clientId === id);
    expect(of('own')?.enter).toMatchObject({ allowed: true, reason: null });
    expect(of('own')?.allowed).toBeGreaterThan(0);
    expect(of('foreign')).toMatchObject({
      allowed: 0,
      enter: { allowed: false, link: 'assignment', rule: 'H5', whoCanMend: '机构管理员' },
    });
    expect(of('paused')?.enter).toMatchObject({ allowed: false, link: 'agreement', rule: 'G4' });
    const services = await explain.services({ view, clientId: 'own' });
    expect(services.services.find(({ serviceId }) => serviceId === 'staff.maintain')).toMatchObject({
      allowed: false,
      link: 'scope',
      rule: 'H4',
    });
    expect(
      (await explain.services({ view, clientId: 'paused' })).services.every(
        ({ allowed, link }) => !allowed && link === 'agreement',
      ),
    ).toBe(true);
  });

  it('H3: on another day the dates of that day count, back and forth', async () => {
    const { explain, client } = await seeing();
    await client('own', [
      { first_day: '2026-10-01', last_day: '2026-11-30', created_at: Date.parse('2026-09-01T00:00:00Z') },
    ]);
    const enter = async (day: string) =>
      (await explain.clients({ view: (await explain.staff({ handlerId: 'sun', day })).view })).rows[0]?.enter;
    expect(await enter(today)).toMatchObject({ allowed: true });
    expect(await enter('2026-11-30')).toMatchObject({ allowed: true });
    expect(await enter('2026-12-01')).toMatchObject({
      allowed: false,
      link: 'date',
      reason: '协议已于2026-11-30到期。',
    });
    // Before the person was there at all that is what is said.
    expect(await enter('2026-09-15')).toMatchObject({ allowed: false });
  });

  it('A3: somebody whose real name is not collected could enter nothing, and the first link says so', async () => {
    const { explain, client } = await seeing();
    await client('own', [year], ['li']);
    const { view, chain } = await explain.staff({ handlerId: 'li', day: today });
    expect(chain.at(-1)).toMatchObject({ ok: false, link: 'identity', rule: 'A3' });
    expect((await explain.clients({ view })).rows[0]).toMatchObject({ allowed: 0, enter: { link: 'identity' } });
  });

  it('J4: each look leaves a record, opens nothing, and nobody else can read on in it', async () => {
    const { explain, client, call, login, acts, store } = await seeing();
    await client('own', [year]);
    const sessions = await store.db.selectFrom('session').selectAll().execute();
    const { view } = await explain.staff({ handlerId: 'sun', day: addDays(today, 3) });
    await explain.services({ view, clientId: 'own' });
    expect(await acts('explain.staff')).toMatchObject([
      { result: 'done', handler_id: 'zhao', text: '以孙悦的身份查看2026-11-26可办的客户和事项（只读）' },
    ]);
    expect(await store.db.selectFrom('session').select('id').execute()).toHaveLength(sessions.length);
    await expect(explain.clients({ view: 'made-up' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await login('zhao', 'second');
    await expect(call('second').explain.clients({ view })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await login('sun', 'member');
    await expect(call('member').explain.staff({ handlerId: 'zhao', day: today })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('以办税人员身份查看', () => {
  it('E5, E1: an officer sees what a handler could do and why not; a handler does not see it at all', async () => {
    const { login, call, acts } = await testEnterprise();
    await login('lin', 'boss');
    const { explain } = call('boss');
    expect((await explain.handlers()).map(({ name }) => name).toSorted()).toEqual(['方舟', '林岚', '鲍宁']);
    const seen = await explain.handler({ handlerId: 'bao', day: today });
    expect(seen.chain.every(({ ok }) => ok)).toBe(true);
    expect(seen.services.find(({ serviceId }) => serviceId === 'query.filings')).toMatchObject({
      allowed: true,
      link: null,
    });
    expect(seen.services.find(({ serviceId }) => serviceId === 'pay.record')).toMatchObject({
      allowed: false,
      link: 'scope',
      rule: 'E5',
      whoCanMend: '法定代表人或财务负责人',
    });
    expect(seen.services.find(({ serviceId }) => serviceId === 'staff.maintain')).toMatchObject({ allowed: false });
    expect(await acts('explain.handler')).toMatchObject([{ handler_id: 'lin', client_id: 'ent', result: 'done' }]);
    // What the handler's own window is told is the same.
    await login('bao', 'clerk');
    const own = (await call('clerk').enterprise.home()).services;
    expect(own.map(({ serviceId, allowed, reason }) => [serviceId, allowed, reason])).toEqual(
      seen.services.map(({ serviceId, allowed, reason }) => [serviceId, allowed, reason]),
    );
    await expect(call('clerk').explain.handler({ handlerId: 'lin', day: today })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
  });

  it('E7, B7: before somebody came, and before the first sync, nothing could be done', async () => {
    const { login, call } = await testEnterprise();
    await login('lin', 'boss');
    const before = await call('boss').explain.handler({ handlerId: 'bao', day: '2026-11-01' });
    expect(before.chain[0]).toMatchObject({ ok: false, rule: 'B7' });
    expect(before.services.some(({ allowed }) => allowed)).toBe(false);
  });
});
