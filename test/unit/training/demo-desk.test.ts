import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { seedOf } from '../../../src-main/training/world-facts.ts';
import { worldNamed } from '../../../src-main/training/worlds.ts';

const router = createRouter({ report: () => {} });
const caller = (desk: Desk, window: string) =>
  createRouterClient(router, { context: { desk, window, origin: 'test' } });
type Caller = ReturnType<typeof caller>;

let folder = '';
let desk: Desk;
const openDesk = (world: string | null): Promise<Desk> =>
  createDesk({ dataDir: folder, world, host: 'test', version: '0.0.0' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-demo-'));
  desk = await openDesk('demo');
});
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

/** Steps 1 and 2 of the agency login with the demo accounts that the sign-in page shows. */
async function signIn(window: string, name: string): Promise<Caller> {
  const call = caller(desk, window);
  const accounts = await call.training.accounts();
  const [agency] = accounts.agencies;
  const account = accounts.staff.find((one) => one.name === name);
  const flow = await call.signIn.firm({ taxpayerId: agency?.taxpayerId ?? '', password: agency?.password ?? '' });
  const handlerId = flow.staff.find((one) => one.name === name)?.handlerId ?? '';
  if (account?.password) {
    await call.signIn.staff({ flow: flow.flow, handlerId, proof: { kind: 'password', password: account.password } });
    return call;
  }
  await call.signIn.sendCode({ flow: flow.flow, handlerId });
  const [message] = await call.training.messages();
  expect(message?.personName).toBe(name);
  await call.signIn.staff({
    flow: flow.flow,
    handlerId,
    proof: { kind: 'code', code: /\d{6}/.exec(message?.text ?? '')?.[0] ?? '' },
  });
  return call;
}

const ids = async (
  call: Caller,
  filter: { remembered?: boolean; favourite?: boolean; endingWithinDays?: number } = {},
) => (await call.clients.search({ filter, limit: 200 })).rows.map((row) => row.clientId);

describe('the demo world through the router', () => {
  it('opens with its own banner, key and agency', async () => {
    const status = await desk.status();
    expect(status.phase).toBe('open');
    expect(status.profile).toEqual({
      kind: 'training',
      world: 'demo',
      name: '演示机构',
      agencyName: '沈阳砚秋税务师事务所有限公司',
    });
    expect(status.keys.recorded).toBe('world');
  });

  it('G2, A3, E4: offers twelve staff, and says why two of them cannot log in', async () => {
    const call = caller(desk, 'offered');
    const [agency] = (await call.training.accounts()).agencies;
    const { staff } = await call.signIn.firm({
      taxpayerId: agency?.taxpayerId ?? '',
      password: agency?.password ?? '',
    });
    expect(staff).toHaveLength(12);
    expect(staff.filter((one) => one.cannot !== null).map((one) => one.name)).toEqual(['马骁', '郑可心']);
    expect(staff.find((one) => one.name === '徐婉清')?.methods).toEqual({
      password: false,
      code: 'sms',
      recoveryKey: false,
    });
  });

  it('admin: password login opens the vault, and a remembered client opens with one key press', async () => {
    const call = await signIn('admin', '林静');
    expect(await call.vault.status()).toEqual({ state: 'open', entries: 40, recoveryKeyKept: true });
    const [recent] = (await call.clients.recents()).filter((row) => row.remembered && row.cannotEnter === null);
    const opened = await call.clients.enter({ clientId: recent?.clientId ?? '', with: { kind: 'remembered' } });
    expect(opened.name).toBe(recent?.name);
    const home = await call.business.home({ clientSession: opened.clientSession });
    expect(home.recent.length).toBeGreaterThan(0);
    expect(await ids(call, { favourite: true })).toHaveLength(6);
    expect(await ids(call, { endingWithinDays: 30 })).toHaveLength(18);
  });

  it('G3, H6: the shown agreement password opens a client; a remembered one from before a change is refused', async () => {
    const call = await signIn('typed', '林静');
    const { agreementPassword } = await call.training.accounts();
    const { rows } = await call.clients.search({ filter: { states: ['inForce'], remembered: false }, limit: 1 });
    await call.clients.enter({ clientId: rows[0]?.clientId ?? '', with: { kind: 'password', agreementPassword } });
    const stale = await desk
      .engine()
      .db.selectFrom('remembered_password')
      .innerJoin('agreement', 'agreement.id', 'remembered_password.agreement_id')
      .select('remembered_password.client_id')
      .whereRef('remembered_password.password_version', '<', 'agreement.password_version')
      .execute();
    expect(stale).toHaveLength(2);
    await expect(
      call.clients.enter({ clientId: stale[0]?.client_id ?? '', with: { kind: 'remembered' } }),
    ).rejects.toMatchObject({ code: 'AGREEMENT_PASSWORD_CHANGED' });
  });

  it('G4: a client of the other agency is neither found nor opened, whatever is typed', async () => {
    const call = await signIn('foreign', '林静');
    const foreign = await desk
      .engine()
      .db.selectFrom('enterprise')
      .leftJoin('client', 'client.client_id', 'enterprise.id')
      .select(['id', 'name'])
      .where('client.client_id', 'is', null)
      .where('is_agency', '=', false)
      .execute();
    expect(foreign).toHaveLength(6);
    const { agreementPassword } = await call.training.accounts();
    for (const { id, name } of foreign) {
      expect((await call.clients.search({ query: name })).total).toBe(0);
      await expect(
        call.clients.enter({ clientId: id, with: { kind: 'password', agreementPassword } }),
      ).rejects.toMatchObject({ code: 'CLIENT_NOT_ENTERABLE' });
    }
  });

  it('H5: a leader sees the team, a member their own clients', async () => {
    const all = (await (await signIn('all', '林静')).clients.search({})).all;
    const team = (await (await signIn('leader', '周敏')).clients.search({})).all;
    const own = (await (await signIn('member', '王晓楠')).clients.search({})).all;
    expect(all).toBe(300);
    expect(team).toBeLessThan(all);
    expect(own).toBeLessThan(team);
    expect(own).toBeGreaterThan(20);
  });

  it('B5: logs in with the code from the simulated phone, and is asked to set a password', async () => {
    const call = await signIn('code', '徐婉清');
    expect((await call.session.current()).session?.mustSetPassword).toBe(true);
    expect((await call.vault.status()).state).toBe('none');
  });

  it('shows a member whose vault waits for a grant, and the admin can grant it', async () => {
    const waiting = await signIn('waiting', '孙雨桐');
    expect((await waiting.vault.status()).state).toBe('waiting');
    const admin = await signIn('granting', '林静');
    expect((await admin.vault.waiting()).map((one) => one.name)).toEqual(['孙雨桐']);
    await admin.vault.grant({ handlerId: 'h06' });
    expect((await (await signIn('waiting', '孙雨桐')).vault.status()).state).toBe('open');
  });

  it('moves its clock: agreements expire and sessions end, and the move outlives a restart', async () => {
    const call = await signIn('clock', '林静');
    const before = Date.parse((await desk.status()).now);
    const { now } = await call.training.moveClock({ byMs: 40 * 86_400_000 });
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(40 * 86_400_000);
    expect((await call.session.current()).session).toBeNull();
    const later = await signIn('later', '林静');
    expect(await ids(later, { endingWithinDays: 30 })).not.toHaveLength(18);
    await desk.close();
    desk = await openDesk('demo');
    expect(Date.parse((await desk.status()).now) - Date.now()).toBeGreaterThan(39 * 86_400_000);
    await caller(desk, 'back').training.moveClock({ byMs: -40 * 86_400_000 });
  });

  it('is built once: what was done in it is there after a restart', async () => {
    const call = await signIn('favours', '陈思琪');
    const [clientId = ''] = await ids(call);
    await call.clients.setFavourite({ clientId, favourite: true });
    await desk.close();
    desk = await openDesk('demo');
    expect(await seedOf(desk.engine().db)).toBe(worldNamed('demo')?.seed);
    expect(await ids(await signIn('again', '陈思琪'), { favourite: true })).toContain(clientId);
  });
});

it('the training room is closed in the office profile', async () => {
  const own = await mkdtemp(join(tmpdir(), 'desk-own-'));
  const office = await createDesk({ dataDir: own, world: null, host: 'test', version: '0.0.0' });
  try {
    const call = caller(office, 'own');
    await call.setup.createOffice({
      agency: { name: '沈阳听澜财税咨询有限公司', taxpayerId: '91210191MAY0Q16872', password: 'Own-Firm-88' },
      admin: {
        name: '林静',
        capacity: 'legalRepresentative',
        idType: 'residentIdentityCard',
        idNumber: '21029219940612052X',
        mobile: '15461545774',
        personalPassword: 'Own-Desk-88',
      },
      ruleSet: 'liaoning-2020',
      passphrase: 'a passphrase of the office',
      acceptsOneMachine: true,
    });
    await expect(call.training.accounts()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(call.training.messages()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(call.training.moveClock({ byMs: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  } finally {
    await office.close();
    await rm(own, { recursive: true, force: true });
  }
});
