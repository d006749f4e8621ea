import { createRouterClient } from '@orpc/server';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import { createKeychain } from '../../../src-main/keys/keychain.ts';
import { createRecoverySecret, formatRecoveryKey } from '../../../src-main/keys/recovery-key.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { appCode, noCode, step } from '../bureau/authenticator/fixture.ts';

const agency = { name: '沈阳清禾税务师事务所', taxpayerId: '91210192MAYJF6HQ56', password: 'Jigou-Neu-12' };
const admin = {
  name: '林静',
  capacity: 'legalRepresentative' as const,
  idType: 'residentIdentityCard' as const,
  idNumber: '11010519491231002X',
  mobile: '15400000001',
  personalPassword: 'Renyuan-Neu-3',
};
const form = { taxpayerId: agency.taxpayerId, capacity: admin.capacity, mobile: admin.mobile };
const newPassword = 'Xin-Mima-88';

/** An own office with its first admin alone, as windows reach it. */
async function ownOffice() {
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-officer-'));
  let now = Date.parse('2026-11-23T04:00:00Z');
  const keychain = createKeychain({ load: () => Promise.reject(new Error('no libsecret')) });
  const desk = await createDesk({
    dataDir,
    world: null,
    host: 'test',
    version: '0.1.0',
    clock: { now: () => now },
    keychain,
  });
  onTestFinished(async () => {
    await desk.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const { recoveryKey } = await desk.createOffice({ agency, admin, ruleSet: 'liaoning-2020' }, '盛京 秋日 读书 8');
  const router = createRouter({ report: () => {} });
  const call = (window = 'w') => createRouterClient(router, { context: { desk, window, origin: 'test' as const } });
  const firm = async (window = 'w', password = agency.password) => {
    const { flow, staff } = await call(window).signIn.firm({ taxpayerId: agency.taxpayerId, password });
    return { flow, staff, handlerId: staff[0]?.handlerId ?? '' };
  };
  const login = async (window = 'w', password = admin.personalPassword, firmPassword = agency.password) => {
    const { flow, handlerId } = await firm(window, firmPassword);
    return call(window).signIn.staff({ flow, handlerId, proof: { kind: 'password', password } });
  };
  return {
    desk,
    recoveryKey,
    call,
    firm,
    login,
    clock: {
      now: () => now,
      later: (ms: number) => {
        now += ms;
      },
    },
    acts: async (act: string) =>
      (await desk.engine().bureau.trail.list({ limit: 100 })).filter((row) => row.act === act),
    /** 动态口令 of the admin. @returns its secret */
    async setUp() {
      await login('set-up');
      const { setUp, secret } = await call('set-up').authenticator.begin({ personalPassword: admin.personalPassword });
      await call('set-up').authenticator.confirm({ setUp, code: appCode(secret, now) });
      return secret;
    },
  };
}
/** A well-formed key of another office. */
const strangeKey = (): string => formatRecoveryKey(createRecoverySecret());

describe('a sole admin who forgot the personal password', () => {
  it('D3: proves themselves with the printed recovery key; the old password, the authenticator and every session are void, and the page for a new one opens', async () => {
    const office = await ownOffice();
    await office.setUp();
    const { flow, staff, handlerId } = await office.firm();
    expect(staff[0]?.methods).toEqual({ password: true, code: 'authenticator', recoveryKey: true });
    const { who } = await office.call().passwordRecovery.provePersonal({
      flow,
      handlerId,
      recoveryKey: office.recoveryKey.toLowerCase().replaceAll('-', ' '),
    });
    expect(who).toMatchObject({ kind: 'ticket', opens: 'personalPassword' });
    expect(await office.call('set-up').session.current()).toMatchObject({ who: null, ended: 'passwordReset' });
    await expect(office.login('x')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    await expect(office.login('x', '111111')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    await expect(
      office.call().passwordRecovery.setPersonalPassword({ newPassword: admin.personalPassword }),
    ).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
    await office.call().passwordRecovery.setPersonalPassword({ newPassword });
    await office.login('w', newPassword);
    expect(await office.call().authenticator.status()).toMatchObject({ since: null });
    // The vault follows by the way that stands already.
    expect(await office.call().vault.status()).toMatchObject({ state: 'waiting' });
    expect(
      await office.call().vault.recover({ recoveryKey: office.recoveryKey, personalPassword: newPassword }),
    ).toMatchObject({ state: 'open' });
    const written = await office.acts('agency.staff.recovery');
    expect(written).toMatchObject([{ result: 'done', rule: 'D3', staff_name: admin.name }]);
    expect(JSON.stringify(written)).not.toContain(office.recoveryKey.slice(0, 5));
  });

  it('J2, J4: a wrong key tells nothing but what is left, is recorded, and locks; a slip of the pen is told by its group and not counted', async () => {
    const office = await ownOffice();
    const { flow, handlerId } = await office.firm();
    const prove = (recoveryKey: string) =>
      office.call().passwordRecovery.provePersonal({ flow, handlerId, recoveryKey });
    const slip = `${office.recoveryKey.slice(0, 2)}${office.recoveryKey[2] === 'A' ? 'B' : 'A'}${office.recoveryKey.slice(3)}`;
    await expect(prove(slip)).rejects.toMatchObject({
      code: 'RECOVERY_KEY_WRONG',
      message: expect.stringContaining('第一组') as string,
    });
    for (let left = 4; left >= 0; left -= 1)
      await expect(prove(strangeKey())).rejects.toMatchObject({
        code: 'RECOVERY_KEY_WRONG',
        data: { triesLeft: left },
      });
    await expect(prove(office.recoveryKey)).rejects.toMatchObject({ code: 'LOCKED_OUT' });
    expect((await office.acts('agency.staff.recovery')).map(({ result, rule }) => [result, rule])).toEqual([
      ['refused', 'J2'],
      ...Array.from({ length: 5 }, () => ['refused', 'D3']),
    ]);
    await expect(office.login('x')).resolves.toMatchObject({ who: { kind: 'agencyStaff' } });
  });

  it('D2: anybody else asks an admin, key or not; another window cannot take the login over', async () => {
    const office = await ownOffice();
    await office.login();
    const added = await office.call().officeStaff.add({
      name: '王珊',
      capacity: 'handler',
      officeRole: 'admin',
      teamId: null,
      idType: 'residentIdentityCard',
      idNumber: '440524188001010014',
      mobile: '15400000008',
      attested: true,
    });
    const { flow, staff, handlerId } = await office.firm('x');
    expect(staff.find((one) => one.name === '王珊')?.methods.recoveryKey).toBe(false);
    const prove = (window: string, id: string) =>
      office.call(window).passwordRecovery.provePersonal({ flow, handlerId: id, recoveryKey: office.recoveryKey });
    await expect(prove('x', added.handlerId)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { rule: 'D2', whoCanMend: '机构管理员' },
    });
    await expect(prove('y', handlerId)).rejects.toMatchObject({ code: 'FLOW_EXPIRED' });
  });
});

describe('a forgotten agency password in the office profile', () => {
  it('D1: the officer’s 动态口令 opens the page for a new one; every session of the agency ends', async () => {
    const office = await ownOffice();
    const secret = await office.setUp();
    office.clock.later(step);
    const proof = { kind: 'authenticator' as const, code: appCode(secret, office.clock.now()) };
    await expect(
      office
        .call()
        .passwordRecovery.proveOfficer({ ...form, proof: { ...proof, code: noCode(secret, office.clock.now()) } }),
    ).rejects.toMatchObject({ code: 'CODE_WRONG' });
    expect((await office.call().passwordRecovery.proveOfficer({ ...form, proof })).who).toMatchObject({
      kind: 'ticket',
      opens: 'enterprisePassword',
    });
    await expect(office.call('y').passwordRecovery.proveOfficer({ ...form, proof })).rejects.toMatchObject({
      code: 'CODE_WRONG',
    });
    await expect(
      office.call().passwordRecovery.setEnterprisePassword({ newPassword: agency.password }),
    ).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
    await office.call().passwordRecovery.setEnterprisePassword({ newPassword });
    expect(await office.call('set-up').session.current()).toMatchObject({
      who: null,
      ended: 'enterprisePasswordChanged',
    });
    await expect(office.firm('x')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    await expect(office.login('x', admin.personalPassword, newPassword)).resolves.toMatchObject({
      who: { kind: 'agencyStaff' },
    });
    expect(
      (await office.acts('enterprise.recovery')).map(({ result, agency_id }) => [result, agency_id !== null]),
    ).toEqual([
      ['refused', true],
      ['done', true],
      ['refused', true],
    ]);
  });

  it('D1: without 动态口令 the printed recovery key proves it, with taxpayer id, capacity and mobile right', async () => {
    const office = await ownOffice();
    const prove = (recoveryKey: string, change: Partial<typeof form> = {}) =>
      office.call().passwordRecovery.proveOfficer({ ...form, ...change, proof: { kind: 'recoveryKey', recoveryKey } });
    await expect(prove(strangeKey())).rejects.toMatchObject({
      code: 'RECOVERY_KEY_WRONG',
      data: { rule: 'D1', triesLeft: 4 },
    });
    await expect(prove(office.recoveryKey, { mobile: '15400000099' })).rejects.toMatchObject({
      code: 'RECOVERY_KEY_WRONG',
      data: { triesLeft: 3 },
    });
    expect((await prove(office.recoveryKey)).who).toMatchObject({ kind: 'ticket', opens: 'enterprisePassword' });
  });

  it('D1: in a training world the phone proves it, and nothing else does', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'desk-officer-'));
    const desk = await createDesk({ dataDir, world: 'demo', host: 'test', version: '0.1.0' });
    onTestFinished(async () => {
      await desk.close();
      await rm(dataDir, { recursive: true, force: true });
    });
    const call = createRouterClient(createRouter({ report: () => {} }), {
      context: { desk, window: 'w', origin: 'test' as const },
    });
    await expect(
      call.passwordRecovery.proveOfficer({ ...form, proof: { kind: 'authenticator', code: '123456' } }),
    ).rejects.toMatchObject({ code: 'METHOD_UNAVAILABLE' });
  });
});
