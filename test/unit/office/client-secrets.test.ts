import { describe, expect, it } from 'vitest';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { day, marker, account, office, only, lastRecord, open } from './client-secrets-fixture.ts';

describe('accounts of a client, 账号与密码', () => {
  it('an account is listed with all that is open of it and never with its secret; shown and copied it is what was put in', async () => {
    const built = await office();
    const { secrets, sun, zhao } = built;
    const { accountId } = await secrets.add(sun, {
      ...account({
        site: 'etax.liaoning.chinatax.gov.cn',
        secondFactor: 'sms',
        factorHolder: '王会计',
        note: '一\n二',
      }),
      clientId: 'hua',
    });
    const row = await only(built, zhao);
    expect(open(row)).toEqual({
      fields: {
        kind: 'bureauHandler',
        ownKind: '',
        person: '张三',
        site: 'etax.liaoning.chinatax.gov.cn',
        login: '210102199001011234',
        secondFactor: 'sms',
        factorHolder: '王会计',
        validUntil: null,
        note: '一\n二',
      },
      derived: {
        accountId,
        revision: 1,
        since: '2026-11-23T04:00:00.000Z',
        ageDays: 0,
        validity: null,
        former: 0,
        lost: false,
        marks: { reused: false, initial: false, weak: null },
        may: { use: true, show: true, reason: false },
      },
    });
    expect(JSON.stringify(row)).not.toContain(marker);
    // Every character: a blank at the end is part of a secret.
    expect(await secrets.show(zhao, { clientId: 'hua', accountId })).toEqual({ secret: marker });
    expect(await secrets.copy(sun, { clientId: 'hua', accountId })).toEqual({ secret: marker });
  });

  it("accounts are listed in the order of their kinds, the office's own last", async () => {
    const built = await office();
    const kinds = ['own', 'bank', 'bureauInvoiceIssuer', 'bureauLegalRepresentative'] as const;
    await built.secrets.addMany(
      built.sun,
      kinds.map((kind) => ({ ...account({ kind, ownKind: kind === 'own' ? '海关' : '' }), clientId: 'hua' })),
    );
    expect((await built.secrets.list(built.sun, 'hua')).map((row) => row.kind)).toEqual(kinds.toReversed());
  });

  it('who saw and who copied it is on record and in its history', async () => {
    const built = await office();
    const { secrets, sun, zhao } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const other = await secrets.add(sun, { ...account({ person: '李四' }), clientId: 'hua' });
    await secrets.show(zhao, { clientId: 'hua', accountId });
    await secrets.copy(sun, { clientId: 'hua', accountId });
    await secrets.copy(sun, { clientId: 'hua', accountId: other.accountId });
    const { uses } = await secrets.history(sun, { clientId: 'hua', accountId });
    expect(uses.map(({ by, text }) => [by, text])).toEqual([
      ['孙悦', '复制账号密码：税务局账号-办税人 张三'],
      ['赵敏', '显示账号密码：税务局账号-办税人 张三'],
    ]);
    expect(await lastRecord(built, 'clientSecrets.show')).toMatchObject({
      handler_id: 'zhao',
      client_id: 'hua',
      result: 'done',
      detail: JSON.stringify({ accountId, version: 1 }),
    });
  });

  it('another secret keeps the former one, which can still be shown; the same one again keeps nothing', async () => {
    const built = await office();
    const { secrets, sun, test } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId };
    test.clock.at(test.clock.now() + 40 * day);
    await secrets.change(sun, { ...account(), ...ref, revision: 1, secret: 'Di-er-2' });
    await secrets.change(sun, { ...account({ login: 'neu' }), ...ref, revision: 2, secret: 'Di-er-2' });
    test.clock.at(test.clock.now() + 3 * day);
    const row = await only(built, sun);
    expect(row).toMatchObject({ revision: 3, former: 1, login: 'neu', ageDays: 3 });
    const { former } = await secrets.history(sun, ref);
    expect(former).toEqual([
      { version: 1, since: '2026-11-23T04:00:00.000Z', until: '2027-01-02T04:00:00.000Z', replacedBy: '孙悦' },
    ]);
    expect(await secrets.show(sun, ref)).toEqual({ secret: 'Di-er-2' });
    expect(await secrets.show(sun, { ...ref, version: 1 })).toEqual({ secret: marker });
    expect(await lastRecord(built, 'clientSecrets.show')).toMatchObject({
      text: '显示曾用密码：税务局账号-办税人 张三',
    });
    await expect(secrets.show(sun, { ...ref, version: 7 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a change of what is open needs no vault; a stale revision changes nothing, not even the history', async () => {
    const built = await office();
    const { secrets, sun, test } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId };
    await expect(secrets.change(sun, { ...account(), ...ref, revision: 9, secret: 'Di-er-2' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await only(built, sun)).toMatchObject({ former: 0, revision: 1 });
    test.engine.office.vault.close(sun);
    const { secret: _, ...fields } = account({ note: '换了手机' });
    await secrets.change(sun, { ...fields, ...ref, revision: 1 });
    expect(await only(built, sun)).toMatchObject({ note: '换了手机', marks: null });
    expect(await lastRecord(built, 'clientSecrets.change')).toMatchObject({
      text: '修改账号：税务局账号-办税人 张三（备注）',
    });
  });

  it('a removed account is gone with its secrets, and the reason is on record', async () => {
    const built = await office();
    const { secrets, sun, test } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId };
    await secrets.change(sun, { ...account(), ...ref, revision: 1, secret: 'Di-er-2' });
    await secrets.remove(sun, { ...ref, revision: 2, reason: '办税人已离职' });
    expect(await secrets.list(sun, 'hua')).toEqual([]);
    await expect(secrets.show(sun, ref)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const table of ['client_secret', 'client_secret_former'] as const)
      expect(await test.store.db.selectFrom(table).selectAll().execute()).toEqual([]);
    expect(await lastRecord(built, 'clientSecrets.remove')).toMatchObject({
      text: '删除账号：税务局账号-办税人 张三，原因：办税人已离职',
    });
  });

  it('is not removed while the vault is closed, nor once somebody changed it meanwhile', async () => {
    const built = await office();
    const { secrets, sun, zhao, test } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId, reason: '办税人已离职' };
    await secrets.change(zhao, { ...account(), ...ref, revision: 1, secret: 'Di-er-2' });
    await expect(secrets.remove(sun, { ...ref, revision: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    test.engine.office.vault.close(sun);
    await expect(secrets.remove(sun, { ...ref, revision: 2 })).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(await secrets.show(zhao, ref)).toEqual({ secret: 'Di-er-2' });
    await secrets.remove(zhao, { ...ref, revision: 2 });
    expect(await secrets.list(zhao, 'hua')).toEqual([]);
  });

  it('H5: whoever does not see the client sees, changes, removes and opens nothing of its accounts', async () => {
    const built = await office();
    const { secrets, sun, li, test } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId };
    for (const act of [
      () => secrets.list(li, 'hua'),
      () => secrets.add(li, { ...account(), clientId: 'hua' }),
      () => secrets.addMany(li, [{ ...account(), clientId: 'hua' }]),
      () => secrets.change(li, { ...account(), ...ref, revision: 1 }),
      () => secrets.remove(li, { ...ref, revision: 1, reason: '无' }),
      () => secrets.show(li, ref),
      () => secrets.copy(li, ref),
      () => secrets.history(li, ref),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND', data: { rule: 'H5' } });
    expect(await only(built, sun)).toMatchObject({ revision: 1 });
    // An account is its client's: another client in scope does not lead to it.
    await expect(secrets.show(sun, { clientId: 'qing', accountId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const refusedShow = (await test.engine.bureau.trail.list({ limit: 20, result: 'refused' })).find(
      (row) => row.act === 'clientSecrets.show' && row.handler_id === 'li',
    );
    expect(refusedShow).toMatchObject({ rule: 'H5' });
  });

  it('while the vault is closed, at the lock and for a member who waits no secret goes in or out', async () => {
    const built = await office();
    const { secrets, sun, test, keys } = built;
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId };
    const refuses = async (staff: StaffActor) => {
      for (const act of [
        () => secrets.show(staff, ref),
        () => secrets.copy(staff, ref),
        () => secrets.add(staff, { ...account(), clientId: 'hua' }),
        () => secrets.change(staff, { ...account(), ...ref, revision: 1 }),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    };
    await test.engine.bureau.sessions.lock(sun);
    await refuses(sun);
    const qian = await test.signIn('qian');
    await test.engine.office.vault.unlockWith(qian, keys.li);
    await refuses(qian);
    await expect(secrets.show(qian, ref)).rejects.toMatchObject({ data: { whoCanMend: '机构管理员' } });
    expect((await only(built, qian)).marks).toBeNull();
  });
});
