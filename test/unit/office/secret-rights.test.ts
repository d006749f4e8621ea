import { describe, expect, it } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { ImportedAccounts } from '../../../src-main/office/secrets/imported-accounts.ts';
import { account, lastRecord, marker, office, only, type Office } from './client-secrets-fixture.ts';

type Input = Parameters<Office['test']['engine']['office']['secretRights']['set']>[1];
const bank: Input = {
  kind: 'bank',
  ownKind: '',
  useBy: 'member',
  showBy: 'admin',
  showReason: false,
  users: [],
  viewers: [],
  revision: 0,
};
async function withBank(): Promise<
  Office & { ref: { clientId: string; accountId: string }; rights: Office['test']['engine']['office']['secretRights'] }
> {
  const built = await office();
  const { accountId } = await built.secrets.add(built.zhao, { ...account({ kind: 'bank' }), clientId: 'hua' });
  return { ...built, ref: { clientId: 'hua', accountId }, rights: built.test.engine.office.secretRights };
}

describe('rights of secrets, per kind of account', () => {
  it('as long as nothing is set, everybody in scope may use and show a secret', async () => {
    const { secrets, sun, zhao, ref, rights } = await withBank();
    expect(await secrets.show(sun, ref)).toEqual({ secret: marker });
    const { kinds, people } = await rights.list(zhao);
    expect(kinds.find(({ kind }) => kind === 'bank')).toMatchObject({
      useBy: 'member',
      showBy: 'member',
      accounts: 1,
      revision: 0,
    });
    expect(people.map(({ name }) => name).toSorted()).toEqual(['孙悦', '李想', '赵敏', '钱立'].toSorted());
  });

  it('who may use but not show a secret copies it, and is refused its sight with a code, a sentence and a record', async () => {
    const built = await withBank();
    const { secrets, sun, zhao, ref, rights } = built;
    await rights.set(zhao, bank);
    expect(await lastRecord(built, 'secretCare.setRights')).toMatchObject({
      text: '设置密码权限：银行，复制：全体人员；显示：机构管理员',
      handler_id: 'zhao',
    });
    expect(await secrets.copy(sun, ref)).toEqual({ secret: marker });
    await expect(secrets.show(sun, ref)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: '“银行”类账号的密码您可以复制使用，不能显示。确需查看的，请机构管理员在“设置 › 密码权限”中授权。',
      data: { whoCanMend: '机构管理员' },
    });
    expect(await secrets.show(zhao, ref)).toEqual({ secret: marker });
    expect((await only(built, sun)).may).toEqual({ use: true, show: false, reason: false });
  });

  it('a former secret is as closed as the present one', async () => {
    const { secrets, sun, zhao, ref, rights } = await withBank();
    await secrets.change(zhao, { ...account({ kind: 'bank' }), ...ref, revision: 1, secret: 'Di-er-2' });
    await rights.set(zhao, bank);
    await expect(secrets.show(sun, { ...ref, version: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await secrets.show(zhao, { ...ref, version: 1 })).toEqual({ secret: marker });
  });

  it('who may not use a secret gets it in no way, and is told nothing about it', async () => {
    const built = await withBank();
    const { secrets, sun, zhao, ref, rights, test } = built;
    // The same secret stands in an account that 孙悦 may use: a mark there would give it away.
    await secrets.add(sun, { ...account({ kind: 'socialInsurance', login: 'x' }), clientId: 'qing' });
    expect((await only(built, sun, 'qing')).marks?.reused).toBe(true);
    await rights.set(zhao, { ...bank, useBy: 'admin' });
    for (const way of [
      () => secrets.show(sun, ref),
      () => secrets.show(sun, { ...ref, version: 1 }),
      () => secrets.show(sun, { ...ref, reason: '想看' }),
      () => secrets.copy(sun, ref),
    ])
      await expect(way()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const seen = await only(built, sun);
    expect(seen).toMatchObject({ marks: null, may: { use: false, show: false } });
    expect((await only(built, sun, 'qing')).marks?.reused).toBe(false);
    expect((await only(built, zhao, 'qing')).marks?.reused).toBe(true);
    const review = await test.engine.office.secretReview.list(sun, { olderThan: 1, query: '', offset: 0, limit: 100 });
    expect(review.counts.reused).toBe(0);
    const search = await test.engine.office.clients.search(sun, {
      query: marker.trim(),
      filter: {},
      sort: 'name',
      descending: false,
      offset: 0,
      limit: 50,
    });
    expect(search.rows).toEqual([]);
    expect(JSON.stringify([seen, review, await secrets.history(sun, ref)])).not.toContain(marker);
  });

  it('an import does not say whether a secret that the importer may not use is the same', async () => {
    const { secrets, sun, zhao, rights, test } = await withBank();
    const accounts = new ImportedAccounts({ secrets, vault: test.engine.office.vault, clock: test.clock });
    const compare = (staff: StaffActor) =>
      test.store.db
        .transaction()
        .execute((db) => accounts.compare(db, staff, new Map([['hua', [account({ kind: 'bank' })]]])));
    expect((await compare(sun)).map(({ as }) => as)).toEqual(['same']);
    await rights.set(zhao, { ...bank, useBy: 'admin' });
    expect((await compare(sun)).map(({ as }) => as)).toEqual(['changed']);
    expect((await compare(zhao)).map(({ as }) => as)).toEqual(['same']);
  });

  it('people are named beside positions; whoever may show may use', async () => {
    const { secrets, sun, zhao, ref, rights } = await withBank();
    await rights.set(zhao, { ...bank, useBy: 'named', showBy: 'named', users: [], viewers: ['sun'] });
    expect(await secrets.show(sun, ref)).toEqual({ secret: marker });
    expect(await secrets.copy(sun, ref)).toEqual({ secret: marker });
    await expect(secrets.copy(zhao, ref)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('showing asks for a reason where the office wants one, and the reason stands in the record', async () => {
    const built = await withBank();
    const { secrets, sun, zhao, ref, rights } = built;
    await rights.set(zhao, { ...bank, showBy: 'member', showReason: true });
    await expect(secrets.show(sun, ref)).rejects.toMatchObject({ code: 'SECOND_LOOK' });
    expect(await secrets.show(sun, { ...ref, reason: '客户来电核对' })).toEqual({ secret: marker });
    expect(await lastRecord(built, 'clientSecrets.show')).toMatchObject({
      text: '显示账号密码：银行 张三（原因：客户来电核对）',
    });
    // Copying shows nothing.
    expect(await secrets.copy(sun, ref)).toEqual({ secret: marker });
  });

  it('an account is not turned into a freer kind to get at its secret', async () => {
    const built = await withBank();
    const { secrets, sun, zhao, ref, rights } = built;
    await rights.set(zhao, bank);
    const { secret: _, ...fields } = account({ kind: 'own', ownKind: '随便' });
    await expect(secrets.change(sun, { ...fields, ...ref, revision: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await only(built, sun)).toMatchObject({ kind: 'bank', revision: 1 });
    await secrets.change(zhao, { ...fields, ...ref, revision: 1 });
    expect(await only(built, sun)).toMatchObject({ kind: 'own', ownKind: '随便' });
  });

  it("a kind of the office's own has its own rights, and else those of all of them", async () => {
    const built = await office();
    const { secrets, sun, zhao, test } = built;
    const { secretRights: rights } = test.engine.office;
    for (const ownKind of ['海关', '外汇'])
      await secrets.add(sun, { ...account({ kind: 'own', ownKind, login: ownKind }), clientId: 'hua' });
    await rights.set(zhao, { ...bank, kind: 'own' });
    await rights.set(zhao, { ...bank, kind: 'own', ownKind: '外汇', showBy: 'member' });
    expect((await secrets.list(sun, 'hua')).map(({ ownKind, may }) => [ownKind, may.show]).toSorted()).toEqual(
      [
        ['海关', false],
        ['外汇', true],
      ].toSorted(),
    );
    expect((await rights.list(zhao)).kinds.filter(({ kind }) => kind === 'own').map(({ ownKind }) => ownKind)).toEqual([
      '',
      ...['海关', '外汇'].toSorted(),
    ]);
  });

  it('two admins do not overwrite each other, and nobody is named who is not with the office', async () => {
    const { zhao, rights } = await withBank();
    await rights.set(zhao, bank);
    await expect(rights.set(zhao, bank)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(rights.set(zhao, { ...bank, revision: 1, users: ['niemand'] })).rejects.toMatchObject({
      fields: [{ field: 'users', message: expect.stringContaining('刷新') as string }],
    });
  });

  it('the contract refuses a right that nobody would hold, by the name of the field', () => {
    const input = contract.secretCare.setRights['~orpc'].inputSchema!;
    const fields = (value: object): (PropertyKey | undefined)[] =>
      input.safeParse(value).error?.issues.map(({ path }) => path[0]) ?? [];
    expect(fields({ ...bank })).toEqual([]);
    expect(fields({ ...bank, showBy: 'named' })).toEqual(['viewers']);
    expect(fields({ ...bank, useBy: 'named' })).toEqual(['users']);
    expect(fields({ ...bank, ownKind: '外汇' })).toEqual(['ownKind']);
  });
});
