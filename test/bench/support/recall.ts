import { readFileSync } from 'node:fs';
import type { OpenedKey } from '../../../src-main/keys/database-key.ts';
import { openPrivateKey, openSealedKey } from '../../../src-main/keys/member-keys.ts';
import type { PasswordHasher } from '../../../src-main/keys/password.ts';
import { unseal } from '../../../src-main/keys/sealing.ts';
import { vaultPlaces } from '../../../src-main/office/vault/places.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import { enterpriseByTaxpayerId, handlerById } from '../../../src-main/store/repositories/identity.ts';
import { memberKeys, rememberedPassword } from '../../../src-main/store/repositories/vault.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';

/**
 * Opens the store for reading, as the program it is compared with does; proves the personal password of stdin, opens the member's private key
 * with it, the vault key with that, and one agreement password with that. Exactly one Argon2id.
 */
export async function recallFrom(
  file: string,
  opened: Promise<OpenedKey>,
  hasher: PasswordHasher,
  who: { handlerId: string; taxpayerId: string },
): Promise<string> {
  const personalPassword = readFileSync(0, 'utf8').trimEnd();
  const { key } = await opened;
  const store = await openStore<Schema>({ file, key, migrations, keyProven: true, readOnly: true });
  try {
    const { db } = store;
    const handler = await handlerById(db, who.handlerId);
    const client = await enterpriseByTaxpayerId(db, who.taxpayerId);
    if (!handler || handler.password_hash === null || !client) throw new Error('no such staff member or client');
    const proved = hasher.verifyPassword(handler.password_hash, personalPassword);
    const [keys, sealed] = [await memberKeys(db, handler.id), await rememberedPassword(db, client.id)];
    const { wrapKey } = await proved;
    if (!wrapKey) throw new Error('wrong personal password');
    if (!keys?.sealed_private_key || !keys.wrapped_vault_key || keys.vault_generation === null || !sealed)
      throw new Error('nothing remembered, or no grant');
    const privateKey = openPrivateKey(handler.id, keys.sealed_private_key, wrapKey);
    const vaultKey = openSealedKey(
      privateKey,
      keys.wrapped_vault_key,
      vaultPlaces.grant(handler.id, keys.vault_generation),
    );
    return unseal(
      vaultKey,
      sealed.sealed,
      vaultPlaces.password(client.id, sealed.agreement_id, sealed.password_version),
    ).toString('utf8');
  } finally {
    await store.close();
    key.fill(0);
  }
}
