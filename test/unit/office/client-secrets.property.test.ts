import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openPrivateKey, openSealedKey } from '../../../src-main/keys/member-keys.ts';
import { SealBroken, unseal } from '../../../src-main/keys/sealing.ts';
import { vaultPlaces } from '../../../src-main/office/vault/places.ts';
import { memberKeys } from '../../../src-main/store/repositories/vault.ts';
import { officeWithVault, type OfficeWithVault } from './vault-fixture.ts';

const clientIds = ['hua', 'qing', 'yuan'] as const;
/** Few enough that some are put in twice. */
const secret = fc.oneof(fc.constantFrom('Jia-1', 'Yi-2', '888888'), fc.string({ minLength: 1, maxLength: 20 }));
const which = fc.nat({ max: 30 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('add' as const), client: fc.constantFrom(...clientIds), secret }),
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('change' as const), which, secret }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('remove' as const), which }) },
  /** 李想 goes and comes back; while the vault is closed the new key waits for who opens it. */
  { weight: 2, arbitrary: fc.record({ act: fc.constant('rotate' as const), closed: fc.boolean() }) },
);

/** The vault key, as a member could carry it away. */
async function keyInHand({ test, keys }: OfficeWithVault, handlerId: 'li'): Promise<Buffer> {
  const stored = await memberKeys(test.store.db, handlerId);
  return openSealedKey(
    openPrivateKey(handlerId, stored!.sealed_private_key!, keys[handlerId]),
    stored!.wrapped_vault_key!,
    vaultPlaces.grant(handlerId, stored!.vault_generation!),
  );
}

/** Every sealed box of an account, present and former. */
async function boxes({ test }: OfficeWithVault) {
  const present = await test.store.db.selectFrom('client_secret').selectAll().execute();
  const former = await test.store.db.selectFrom('client_secret_former').selectAll().execute();
  return [
    ...present.map((row) => ({ sealed: row.sealed!, place: vaultPlaces.secret(row.client_id, row.id, row.version) })),
    ...former.map((row) => ({
      sealed: row.sealed,
      place: vaultPlaces.secret(row.client_id, row.secret_id, row.version),
    })),
  ];
}

it('whatever is added, changed, removed and rotated, each secret opens to what was put in last, and a key that was carried away opens none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async (steps) => {
      const office = await officeWithVault();
      const { test, zhao, sun, keys } = office;
      const { secrets, vault } = test.engine.office;
      const live: { clientId: string; accountId: string; secrets: string[]; revision: number }[] = [];
      const carried: Buffer[] = [];
      let li = office.li;
      for (const next of steps) {
        const chosen = 'which' in next && live.length > 0 ? live[next.which % live.length] : undefined;
        if (next.act === 'add') {
          const { accountId } = await secrets.add(sun, {
            clientId: next.client,
            kind: 'bank',
            ownKind: '',
            person: '',
            site: '',
            login: 'u',
            secondFactor: 'none',
            factorHolder: '',
            validUntil: null,
            note: '',
            secret: next.secret,
          });
          live.push({ clientId: next.client, accountId, secrets: [next.secret], revision: 1 });
        } else if (next.act === 'change' && chosen) {
          const { clientId, accountId, revision } = chosen;
          await secrets.change(zhao, {
            clientId,
            accountId,
            revision,
            kind: 'bank',
            ownKind: '',
            person: '',
            site: '',
            login: 'u',
            secondFactor: 'none',
            factorHolder: '',
            validUntil: null,
            note: '',
            secret: next.secret,
          });
          chosen.revision += 1;
          if (chosen.secrets.at(-1) !== next.secret) chosen.secrets.push(next.secret);
        } else if (next.act === 'remove' && chosen) {
          await secrets.remove(sun, {
            clientId: chosen.clientId,
            accountId: chosen.accountId,
            revision: chosen.revision,
            reason: '不再使用',
          });
          live.splice(live.indexOf(chosen), 1);
        } else if (next.act === 'rotate') {
          carried.push(await keyInHand(office, 'li'));
          if (next.closed) for (const staff of [zhao, sun, li]) vault.close(staff);
          await test.engine.acts
            .run(null, (act) => vault.revoke(act, 'li', { by: zhao }))
            .finally(() => vault.settle());
          if (next.closed)
            for (const [staff, key] of [
              [sun, keys.sun],
              [zhao, keys.zhao],
            ] as const)
              await vault.unlockWith(staff, key);
          await expect(secrets.list(li, 'hua')).rejects.toMatchObject({ code: 'NOT_FOUND' });
          li = await test.signIn('li', `li ${carried.length}`);
          await vault.unlockWith(li, keys.li);
          await vault.grant(zhao, 'li');
          await vault.unlockWith(li, keys.li);
        }
      }
      for (const { clientId, accountId, secrets: put } of live) {
        const ref = { clientId, accountId };
        expect(await secrets.show(sun, ref)).toEqual({ secret: put.at(-1) });
        for (const [index, former] of put.slice(0, -1).entries())
          expect(await secrets.show(zhao, { ...ref, version: index + 1 })).toEqual({ secret: former });
      }
      for (const clientId of clientIds) {
        const rows = await secrets.list(zhao, clientId);
        expect(rows.map((row) => row.accountId).toSorted()).toEqual(
          live
            .filter((account) => account.clientId === clientId)
            .map((account) => account.accountId)
            .toSorted(),
        );
        for (const row of rows) {
          const mine = live.find((account) => account.accountId === row.accountId)!;
          const same = live.filter((account) => account.secrets.at(-1) === mine.secrets.at(-1));
          expect(row).toMatchObject({ former: mine.secrets.length - 1, marks: { reused: same.length > 1 } });
          if (mine.secrets.at(-1) === '888888') expect(row.marks?.initial).toBe(true);
        }
      }
      const sealed = await boxes(office);
      expect(sealed).toHaveLength(live.reduce((sum, account) => sum + account.secrets.length, 0));
      for (const key of carried)
        for (const box of sealed) expect(() => unseal(key, box.sealed, box.place)).toThrow(SealBroken);
    }),
    { numRuns: 12 },
  );
}, 120_000);

it('a damaged secret is told as lost, its account and all others stay, and another one can be put in', async () => {
  const office = await officeWithVault();
  const { test, zhao, sun } = office;
  const { secrets, vault } = test.engine.office;
  const fields = {
    clientId: 'hua',
    kind: 'bank' as const,
    ownKind: '',
    person: '',
    site: '',
    login: 'u',
    secondFactor: 'none' as const,
    factorHolder: '',
    validUntil: null,
    note: '',
  };
  const { accountIds } = await secrets.addMany(sun, [
    { ...fields, secret: 'one' },
    { ...fields, secret: 'two' },
  ]);
  const [damaged, whole] = accountIds.map((accountId) => ({ clientId: 'hua', accountId }));
  await test.store.db
    .updateTable('client_secret')
    .set({ sealed: Buffer.alloc(60) })
    .where('id', '=', damaged!.accountId)
    .execute();
  await expect(secrets.show(sun, damaged!)).rejects.toMatchObject({ code: 'VAULT_EMPTY' });
  // The same secret, typed anew, mends it; the broken box is no former secret.
  const [before] = (await secrets.list(sun, 'hua')).filter((row) => row.accountId === damaged!.accountId);
  await secrets.change(sun, { ...fields, ...damaged!, revision: before!.revision, secret: 'one' });
  expect(await secrets.show(sun, damaged!)).toEqual({ secret: 'one' });
  expect((await secrets.list(sun, 'hua')).find((row) => row.accountId === damaged!.accountId)).toMatchObject({
    former: 0,
  });
  await test.store.db
    .updateTable('client_secret')
    .set({ sealed: Buffer.alloc(60) })
    .where('id', '=', damaged!.accountId)
    .execute();
  await test.engine.acts.run(null, (act) => vault.revoke(act, 'li', { by: zhao })).finally(() => vault.settle());
  const rows = new Map((await secrets.list(sun, 'hua')).map((row) => [row.accountId, row]));
  expect(rows.get(damaged!.accountId)).toMatchObject({
    lost: true,
    login: 'u',
    marks: { reused: false, initial: false },
  });
  expect(rows.get(whole!.accountId)).toMatchObject({ lost: false });
  expect(await secrets.show(sun, whole!)).toEqual({ secret: 'two' });
  const { revision } = rows.get(damaged!.accountId)!;
  await secrets.change(sun, { ...fields, ...damaged!, revision, secret: 'three' });
  expect(await secrets.show(sun, damaged!)).toEqual({ secret: 'three' });
  const record = (await test.engine.bureau.trail.list({ limit: 20 })).find((row) => row.act === 'vault.rotate');
  expect(JSON.parse(record!.detail)).toMatchObject({ secrets: 1, dropped: 1 });
  expect(record!.text).toContain('3条协议密码和1条账号密码已重新加密，1条已损坏');
});
