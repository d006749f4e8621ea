import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';
import { accountInputSchema } from '../../../src-preload/contract/client-secrets.ts';
import { account, office } from './client-secrets-fixture.ts';

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
      JSON.stringify([trail, test.notified, errors, await secrets.list(sun, 'hua'), await secrets.history(sun, ref)]),
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
