import { describe, expect, it } from 'vitest';
import { openPrivateKey, openSealedKey } from '../../../src-main/keys/member-keys.ts';
import { unseal, wrapKey } from '../../../src-main/keys/sealing.ts';
import { vaultPlaces } from '../../../src-main/office/vault/places.ts';
import { putSetting, setting } from '../../../src-main/store/repositories/settings.ts';
import { memberKeys, rememberedPassword } from '../../../src-main/store/repositories/vault.ts';
import { officeWithVault, recalled, type OfficeWithVault } from './vault-fixture.ts';

/** What a member could carry away: the vault key, taken from the store with the own password. */
async function keyInHand({ test, keys }: OfficeWithVault, handlerId: 'zhao' | 'sun' | 'li'): Promise<Buffer> {
  const stored = await memberKeys(test.store.db, handlerId);
  const privateKey = openPrivateKey(handlerId, stored?.sealed_private_key ?? Buffer.alloc(0), keys[handlerId]);
  return openSealedKey(
    privateKey,
    stored?.wrapped_vault_key ?? Buffer.alloc(0),
    vaultPlaces.grant(handlerId, stored?.vault_generation ?? 0),
  );
}

/** 李想 is removed, as far as the vault is concerned. @param within what else the act does */
async function removeLi({ test, zhao }: OfficeWithVault, within: () => Promise<void> = async () => {}): Promise<void> {
  const { vault } = test.engine.office;
  try {
    await test.engine.acts.run(null, async (act) => {
      await vault.revoke(act, 'li', { by: zhao });
      await within();
    });
  } finally {
    await vault.settle();
  }
}

describe('removing a member rotates the vault key (ADR-0015)', () => {
  it('the key that the member knew opens no password any more; the others go on without opening the vault again', async () => {
    const office = await officeWithVault();
    const { test, zhao, sun, remembered } = office;
    const known = await keyInHand(office, 'li');
    await removeLi(office);
    for (const clientId of Object.keys(remembered)) {
      const row = await rememberedPassword(test.store.db, clientId);
      expect(row).toMatchObject({ vault_generation: 2 });
      expect(() =>
        unseal(known, row?.sealed ?? Buffer.alloc(0), vaultPlaces.password(clientId, `${clientId}-a0`, 1)),
      ).toThrow('does not open');
    }
    expect(await recalled(office, sun)).toEqual(remembered);
    expect(await recalled(office, zhao)).toEqual(remembered);
    expect(await memberKeys(test.store.db, 'li')).toEqual({
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    });
    const [record] = (await test.engine.bureau.trail.list({ limit: 5 })).filter((row) => row.act === 'vault.rotate');
    expect(record).toMatchObject({
      handler_id: 'zhao',
      result: 'done',
      detail: JSON.stringify({ generation: 2, members: 2, passwords: 3, secrets: 0, dropped: 0 }),
    });
  });

  it('afterwards members open it anew with their password, and the recovery key that was printed before opens it, too', async () => {
    const office = await officeWithVault();
    const { test, keys, recoveryKey, remembered } = office;
    await removeLi(office);
    const again = await test.signIn('sun', 'another window');
    await test.engine.office.vault.unlockWith(again, keys.sun);
    expect(await recalled(office, again)).toEqual(remembered);
    const qian = await test.signIn('qian');
    await test.engine.office.vault.recover(qian, recoveryKey, keys.li);
    expect(await recalled(office, qian)).toEqual(remembered);
  });

  it('a transaction that fails after the rotation leaves the old vault whole, for everybody, and a later removal succeeds', async () => {
    const office = await officeWithVault();
    const { test, sun, li, remembered } = office;
    await expect(
      removeLi(office, async () => {
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
    expect(await setting(test.store.db, 'vault')).toMatchObject({ generation: 1 });
    expect(await recalled(office, sun)).toEqual(remembered);
    expect(await recalled(office, li)).toEqual(remembered);
    await test.engine.office.vault.remembered.remember(sun, {
      clientId: 'hua',
      agreementId: 'hua-a0',
      passwordVersion: 1,
      password: remembered['hua'] ?? '',
    });
    await removeLi(office);
    expect(await recalled(office, sun)).toEqual(remembered);
  });

  it('passwords remembered and access granted side by side with it are sealed under the new key', async () => {
    const office = await officeWithVault();
    const { test, zhao, sun, keys } = office;
    const { vault } = test.engine.office;
    const qian = await test.signIn('qian');
    await vault.unlockWith(qian, keys.li);
    await Promise.all([
      vault.remembered.remember(sun, {
        clientId: 'hua',
        agreementId: 'hua-a0',
        passwordVersion: 1,
        password: 'before it',
      }),
      removeLi(office),
      vault.remembered.remember(sun, {
        clientId: 'qing',
        agreementId: 'qing-a0',
        passwordVersion: 1,
        password: 'after it',
      }),
      vault.grant(zhao, 'qian'),
      vault.remembered.recall(sun, 'yuan'),
    ]);
    await vault.unlockWith(qian, keys.li);
    expect(await recalled(office, qian)).toEqual({
      hua: 'before it',
      qing: 'after it',
      yuan: office.remembered['yuan'],
    });
    expect(await recalled(office, sun)).toEqual(await recalled(office, qian));
  });

  it('while nobody has the vault open it waits, and happens when the next one opens it', async () => {
    const office = await officeWithVault();
    const { test, zhao, sun, li, keys, remembered } = office;
    const { vault } = test.engine.office;
    const known = await keyInHand(office, 'li');
    for (const staff of [zhao, sun, li]) vault.close(staff);
    await removeLi(office);
    expect(await vault.rotationDue()).toBe(true);
    await vault.unlockWith(sun, keys.sun);
    expect(await vault.rotationDue()).toBe(false);
    expect(await setting(test.store.db, 'vault')).toMatchObject({ generation: 2 });
    const row = await rememberedPassword(test.store.db, 'hua');
    expect(() => unseal(known, row?.sealed ?? Buffer.alloc(0), vaultPlaces.password('hua', 'hua-a0', 1))).toThrow(
      'does not open',
    );
    await vault.unlockWith(zhao, keys.zhao);
    expect(await recalled(office, zhao)).toEqual(remembered);
    expect(
      (await test.engine.bureau.trail.list({ limit: 3 })).find((record) => record.act === 'vault.rotate'),
    ).toMatchObject({ handler_id: 'sun' });
  });

  it('a vault made before rotation was known waits for the recovery key, and learns from it', async () => {
    const office = await officeWithVault();
    const { test, zhao, recoveryKey, keys, remembered } = office;
    const { vault } = test.engine.office;
    await putSetting(test.store.db, 'vault', {
      generation: 1,
      recovery: wrapKey(recoveryKey, await keyInHand(office, 'zhao'), vaultPlaces.recovery(1)).toString('base64'),
    });
    await removeLi(office);
    expect(await vault.rotationDue()).toBe(true);
    await vault.recover(zhao, recoveryKey, keys.zhao);
    expect(await vault.rotationDue()).toBe(false);
    expect(await setting(test.store.db, 'vault')).toMatchObject({ generation: 2 });
    expect(await recalled(office, zhao)).toEqual(remembered);
    await expect(vault.recover(zhao, keys.zhao, keys.zhao)).rejects.toMatchObject({ code: 'RECOVERY_KEY_WRONG' });
  });

  it('a row that does not open is dropped and told, and does not keep the member', async () => {
    const office = await officeWithVault();
    const { test, sun } = office;
    await test.store.db
      .updateTable('remembered_password')
      .set({ sealed: Buffer.alloc(60) })
      .where('client_id', '=', 'qing')
      .execute();
    await removeLi(office);
    await expect(test.engine.office.vault.remembered.recall(sun, 'qing')).rejects.toMatchObject({
      code: 'VAULT_EMPTY',
    });
    expect((await test.engine.office.vault.remembered.recall(sun, 'hua')).password).toBe(office.remembered['hua']);
    expect(
      (await test.engine.bureau.trail.list({ limit: 2 })).find((record) => record.act === 'vault.rotate')?.text,
    ).toContain('1条已损坏');
  });
});
