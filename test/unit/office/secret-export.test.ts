import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountInputSchema, type AccountInput } from '@contract/client-secrets.ts';
import { clientSearchSchema } from '@contract/clients.ts';
import { filePassphraseSchema } from '@contract/secret-export.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import { office, opened } from './entry-fixture.ts';
import type { OfficeWithVault } from './vault-fixture.ts';

const personalPassword = 'Renyuan#2026x';
const passphrase = 'drei Worte fürs Archiv';
const account = (input: Partial<AccountInput> & { secret: string }): AccountInput =>
  accountInputSchema.parse({ kind: 'bank', ...input });
const stored: Record<string, AccountInput[]> = {
  jia: [
    account({ kind: 'personIncomeTax', login: '13900000001', person: '王一', secret: ' Ge"he<i>m&#1\t ' }),
    account({
      kind: 'own',
      ownKind: '银行',
      site: 'https://b?x=1&y=2',
      login: '登录 名',
      secret: '密码#二',
      secondFactor: 'sms',
      factorHolder: '李二',
      validUntil: '2027-02-28',
      note: '第一行\n第二行 <b>',
    }),
  ],
  yi: [account({ kind: 'certificate', secret: 'Geheim#3', secondFactor: 'device' })],
};

async function withAccounts(): Promise<OfficeWithVault> {
  const built = await office();
  const { test, zhao } = built;
  const rows = Object.entries(stored).flatMap(([clientId, inputs]) => inputs.map((input) => ({ ...input, clientId })));
  await test.engine.office.secrets.addMany(zhao, rows);
  await test.store.db
    .updateTable('handler')
    .set({ password_hash: (await passwordHasherOfProcess().hashPassword(personalPassword)).stored })
    .where('id', '=', 'zhao')
    .execute();
  return built;
}
const written = ({ test, zhao }: OfficeWithVault, change: { query?: string; personalPassword?: string } = {}) => {
  const { offset, limit, ...asked } = clientSearchSchema.parse({ query: change.query ?? '' });
  expect([offset, limit]).toBeDefined();
  return test.engine.office.secretExport.file(zhao, {
    ...asked,
    personalPassword: change.personalPassword ?? personalPassword,
    passphrase,
    reason: '移交',
  });
};
async function all({ test, zhao }: OfficeWithVault, clientId: string) {
  const { secrets } = test.engine.office;
  const rows = await secrets.list(zhao, clientId);
  const read = await Promise.all(
    rows.map(
      async ({ kind, ownKind, person, site, login, secondFactor, factorHolder, validUntil, note, accountId }) => ({
        kind,
        ownKind,
        person,
        site,
        login,
        secondFactor,
        factorHolder,
        validUntil,
        note,
        secret: (await secrets.show(zhao, { clientId, accountId })).secret,
      }),
    ),
  );
  return read.toSorted((a, b) => a.secret.localeCompare(b.secret));
}

describe('secrets as a KeePass file', () => {
  it('what goes out of one office comes into another one equal, every field of it', async () => {
    const one = await withAccounts();
    const file = await written(one);
    expect(file).toMatchObject({ clients: 2, accounts: 3, lost: 0 });
    const other = await office();
    const read = await opened(other, Buffer.from(file.base64, 'base64'), { passphrase });
    const rows = await read.look();
    expect(rows.map(({ client, as, warnings }) => [client?.by, as, warnings])).toEqual(
      rows.map(() => ['number', 'new', []]),
    );
    await read.run(rows.map(({ entry }) => entry));
    for (const clientId of ['jia', 'yi']) expect(await all(other, clientId)).toEqual(await all(one, clientId));
    const again = await opened(other, Buffer.from(file.base64, 'base64'), { passphrase });
    expect((await again.look()).map(({ as }) => as)).toEqual(['same', 'same', 'same']);
  });

  it('only the clients that are found; the trail has numbers and the reason, each account its use, and no secret', async () => {
    const built = await withAccounts();
    const { test, zhao } = built;
    const file = await written(built, { query: '沈阳乙' });
    expect(file).toMatchObject({ clients: 1, accounts: 1 });
    const records = (await test.engine.bureau.trail.list({ limit: 50 })).filter(
      ({ act }) => act === 'clientSecrets.export',
    );
    expect(records.map(({ text }) => text)).toEqual([
      '导出账号密码：1户，1个账号（KeePass 文件），原因：移交',
      '导出账号密码1个，原因：移交',
    ]);
    expect(JSON.stringify(records)).not.toContain('Geheim');
    const usesOf = async (clientId: string) => {
      const [first] = await test.engine.office.secrets.list(zhao, clientId);
      return (await test.engine.office.secrets.history(zhao, { clientId, accountId: first!.accountId })).uses;
    };
    expect((await usesOf('yi')).map(({ text }) => text)).toEqual(['导出账号密码1个，原因：移交']);
    expect(await usesOf('jia')).toEqual([]);
  });

  it('a wrong personal password, a closed vault, and clients without accounts give no file', async () => {
    const built = await withAccounts();
    const { test, zhao } = built;
    await expect(written(built, { personalPassword: 'Falsch#2026x' })).rejects.toMatchObject({
      code: 'CREDENTIALS_WRONG',
    });
    await expect(written(built, { query: 'hua' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(written(built, { personalPassword: passphrase })).rejects.toMatchObject({
      fields: [{ field: 'passphrase' }],
    });
    test.engine.office.vault.close(zhao);
    await expect(written(built)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    const records = await test.engine.bureau.trail.list({ limit: 50 });
    expect(records.some(({ act, result }) => act === 'clientSecrets.export' && result === 'done')).toBe(false);
  });

  it('a secret whose seal is damaged is counted, not left out silently', async () => {
    const built = await withAccounts();
    await built.test.store.db
      .updateTable('client_secret')
      .set({ sealed: randomBytes(60) })
      .where('client_id', '=', 'yi')
      .execute();
    expect(await written(built)).toMatchObject({ clients: 1, accounts: 2, lost: 1 });
  });

  it('a kind that the admin may not show stays out of the file, and is counted', async () => {
    const built = await withAccounts();
    const onlyNamed = (kind: 'certificate' | 'personIncomeTax' | 'own') =>
      built.test.engine.office.secretRights.set(built.zhao, {
        kind,
        ownKind: '',
        useBy: 'member',
        showBy: 'named',
        showReason: false,
        users: [],
        viewers: ['sun'],
        revision: 0,
      });
    await onlyNamed('certificate');
    expect(await written(built)).toMatchObject({ clients: 1, accounts: 2, withheld: 1 });
    await onlyNamed('personIncomeTax');
    await onlyNamed('own');
    await expect(written(built)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: '符合条件的3个账号都属于您无权显示密码的类型，没有导出。权限在“设置 › 密码权限”中设置。',
    });
  });

  it('the passphrase of the file is as strong as an office passphrase', () => {
    for (const weak of ['', 'kurz', 'aaaaaaaaaaaa']) expect(filePassphraseSchema.safeParse(weak).success).toBe(false);
    expect(filePassphraseSchema.parse(passphrase)).toBe(passphrase);
  });
});
