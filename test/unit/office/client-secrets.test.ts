import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';
import { accountInputSchema, type AccountInput } from '../../../src-preload/contract/client-secrets.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import type { ClientSecrets } from '../../../src-main/office/secrets/client-secrets.ts';
import { officeWithVault, type OfficeWithVault } from './vault-fixture.ts';

const day = 86_400_000;
const marker = 'Mima-K7#秘 密 ';
const account = (input: Partial<AccountInput> = {}): AccountInput => ({
  ...accountInputSchema.parse({ kind: 'bureauHandler', secret: marker }),
  person: '张三',
  login: '210102199001011234',
  ...input,
});
interface Office extends OfficeWithVault {
  secrets: ClientSecrets;
}
async function office(): Promise<Office> {
  const built = await officeWithVault();
  return { ...built, secrets: built.test.engine.office.secrets };
}
const only = async ({ secrets }: Office, staff: StaffActor, clientId = 'hua') => {
  const rows = await secrets.list(staff, clientId);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};
const lastRecord = async ({ test }: Office, act: string) =>
  (await test.engine.bureau.trail.list({ limit: 20 })).find((row) => row.act === act);
const open = ({
  accountId,
  revision,
  since,
  ageDays,
  validity,
  former,
  lost,
  marks,
  ...fields
}: Awaited<ReturnType<typeof only>>) => ({
  fields,
  told: { accountId, revision, since, ageDays, validity, former, lost, marks },
});

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
      told: {
        accountId,
        revision: 1,
        since: '2026-11-23T04:00:00.000Z',
        ageDays: 0,
        validity: null,
        former: 0,
        lost: false,
        marks: { reused: false, initial: false },
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

describe('what is known of secrets without showing them', () => {
  it('the same secret at another account in scope is told; one out of scope is not', async () => {
    const built = await office();
    const { secrets, sun, zhao, test } = built;
    await test.addClient('li-only', { name: '里程有限公司', taxpayerId: '912101099', assigned: ['li'] });
    await secrets.addMany(zhao, [
      { ...account({ secret: 'Gong-yong-1' }), clientId: 'hua' },
      { ...account({ secret: 'Gong-yong-1' }), clientId: 'qing' },
      { ...account({ secret: 'Zhi-li-2' }), clientId: 'yuan' },
      { ...account({ secret: 'Zhi-li-2' }), clientId: 'li-only' },
    ]);
    expect((await only(built, sun)).marks?.reused).toBe(true);
    expect((await only(built, sun, 'yuan')).marks?.reused).toBe(false);
    expect((await only(built, zhao, 'yuan')).marks?.reused).toBe(true);
  });

  it.each([
    ['888888', true],
    ['Aa123456', true],
    ['011234', true],
    ['210102199001011234', true],
    ['210100', true],
    ['Aa1234567', false],
    ['888888 ', false],
  ])('%j is an initial one: %s', async (secret, initial) => {
    const built = await office();
    await built.secrets.add(built.sun, { ...account({ secret }), clientId: 'hua' });
    expect((await only(built, built.sun)).marks?.initial).toBe(initial);
  });

  it('the last day is told in time', async () => {
    const built = await office();
    const { secrets, sun } = built;
    for (const validUntil of ['2026-11-22', '2026-11-23', '2026-12-23', '2026-12-24'])
      await secrets.add(sun, { ...account({ validUntil, person: validUntil }), clientId: 'hua' });
    expect((await secrets.list(sun, 'hua')).map((row) => [row.validUntil, row.validity])).toEqual([
      ['2026-11-22', 'ended'],
      ['2026-11-23', 'ending'],
      ['2026-12-23', 'ending'],
      ['2026-12-24', 'valid'],
    ]);
  });
});

describe('many at once', () => {
  it('go in together with one record a client, or not at all', async () => {
    const built = await office();
    const { secrets, sun, test } = built;
    const rows = ['hua', 'hua', 'qing'].map((clientId, index) => ({ ...account({ secret: `S-${index}` }), clientId }));
    const { accountIds } = await secrets.addMany(sun, rows);
    expect(
      await Promise.all(
        rows.map(({ clientId }, index) => secrets.show(sun, { clientId, accountId: accountIds[index]! })),
      ),
    ).toEqual(rows.map(({ secret }) => ({ secret })));
    const added = (await test.engine.bureau.trail.list({ limit: 20 })).filter((row) => row.act === 'clientSecrets.add');
    expect(added.map((row) => row.text).toSorted()).toEqual([
      '新增账号2个：税务局账号-办税人',
      '新增账号：税务局账号-办税人 张三',
    ]);
    await test.addClient('not-mine', { name: '别家有限公司', taxpayerId: '912101098', assigned: ['li'] });
    await expect(
      secrets.addMany(sun, [
        { ...account(), clientId: 'yuan' },
        { ...account(), clientId: 'not-mine' },
      ]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await secrets.list(sun, 'yuan')).toEqual([]);
  });
});

describe('input', () => {
  const refusedFields = (input: object): string[] =>
    accountInputSchema
      .safeParse({ kind: 'bank', secret: 'x', ...input })
      .error?.issues.map((issue) => issue.path.join('.')) ?? [];

  it('is held to what can be read, by name of the field; the secret keeps every character', () => {
    for (const field of ['person', 'site', 'login', 'factorHolder', 'note'])
      expect(refusedFields({ [field]: 'a\u202Eb' })).toEqual([field]);
    expect(refusedFields({ login: 'a\nb' })).toEqual(['login']);
    expect(refusedFields({ note: 'a\nb' })).toEqual([]);
    expect(refusedFields({ kind: 'own' })).toEqual(['ownKind']);
    expect(refusedFields({ kind: 'own', ownKind: '海关' })).toEqual([]);
    expect(refusedFields({ validUntil: '2026-02-30' })).toEqual(['validUntil']);
    expect(accountInputSchema.parse({ kind: 'bank', secret: ' \ta\u202E ' }).secret).toBe(' \ta\u202E ');
  });

  it('no procedure but show and copy has a secret in its answer', () => {
    const answers = Object.entries(contract.clientSecrets).filter(([, procedure]) =>
      JSON.stringify(Object.keys((procedure['~orpc'].outputSchema as { shape?: object }).shape ?? {})).includes(
        'secret',
      ),
    );
    expect(answers.map(([name]) => name)).toEqual(['show', 'copy']);
  });
});

describe('a canary', () => {
  it('put in, shown, copied, replaced and refused, it stands in no record, event, error or file', async () => {
    const built = await office();
    const { secrets, sun, li, test } = built;
    const canary = 'JinSiQue-9e1f';
    const { accountId } = await secrets.add(sun, { ...account({ secret: canary }), clientId: 'hua' });
    const ref = { clientId: 'hua', accountId };
    await secrets.show(sun, ref);
    await secrets.copy(sun, ref);
    await secrets.change(sun, { ...account(), ...ref, revision: 1, secret: `${canary}-2` });
    const errors = await Promise.all(
      [
        secrets.add(li, { ...account({ secret: canary }), clientId: 'hua' }),
        secrets.change(sun, { ...account(), ...ref, revision: 1, secret: `${canary}-3` }),
      ].map((act) =>
        act.then(
          () => 'done',
          (error: unknown) => JSON.stringify(error) + String(error),
        ),
      ),
    );
    expect(errors).not.toContain('done');
    const trail = await test.engine.bureau.trail.list({ limit: 500 });
    expect(
      JSON.stringify([trail, test.told, errors, await secrets.list(sun, 'hua'), await secrets.history(sun, ref)]),
    ).not.toContain(canary);
    const tables = [
      await test.store.db.selectFrom('client_secret').selectAll().execute(),
      await test.store.db.selectFrom('client_secret_former').selectAll().execute(),
    ].flat();
    for (const row of tables)
      for (const value of Object.values(row))
        expect(Buffer.isBuffer(value) ? value.includes(canary) : String(value).includes(canary)).toBe(false);
    // What a backup is made of, byte for byte.
    const copied: Buffer[] = [];
    await test.store.copyTo(async (bytes) => {
      copied.push(Buffer.from(bytes));
    });
    expect(copied.length).toBeGreaterThan(0);
    expect(Buffer.concat(copied).includes(canary)).toBe(false);
    const folder = dirname(test.store.file);
    for (const name of await readdir(folder)) expect((await readFile(join(folder, name))).includes(canary)).toBe(false);
  });
});

describe('the search of clients', () => {
  it('finds a client by login name, site and kind of an account as soon as it is there, and never by a secret', async () => {
    const built = await office();
    const { secrets, sun, li, test } = built;
    const found = async (staff: StaffActor, query: string): Promise<string[]> => {
      const asked = { query, filter: {}, sort: 'relevance' as const, descending: false, offset: 0, limit: 50 };
      return (await test.engine.office.clients.search(staff, asked)).rows.map((row) => row.clientId);
    };
    expect(await found(sun, 'zhang.hai')).toEqual([]);
    const { accountId } = await secrets.add(sun, {
      ...account({
        kind: 'own',
        ownKind: '海关单一窗口',
        login: 'Zhang.Hai@x',
        site: 'https://www.singlewindow.cn',
        secret: 'Mi-mi-shi-9',
      }),
      clientId: 'hua',
    });
    for (const query of ['zhang.hai', 'ZHANGHAI@X', '海关', '单一窗口', 'singlewindow', 'sin'])
      expect([query, await found(sun, query)]).toEqual([query, ['hua']]);
    for (const query of ['Mi-mi-shi-9', 'mimishi', 'hai'])
      expect([query, await found(sun, query)]).toEqual([query, []]);
    expect(await found(li, '海关')).toEqual([]);
    await secrets.remove(sun, { clientId: 'hua', accountId, revision: 1, reason: '注销' });
    expect(await found(sun, '海关')).toEqual([]);
    await secrets.add(sun, { ...account({ kind: 'own', ownKind: '海关单一窗口' }), clientId: 'hua' });
    const again = await test.restarted();
    expect(
      (
        await again.office.clients.search(sun, {
          query: '海关',
          filter: {},
          sort: 'relevance',
          descending: false,
          offset: 0,
          limit: 5,
        })
      ).total,
    ).toBe(1);
  });
});
