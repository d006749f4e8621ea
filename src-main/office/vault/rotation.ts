import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sealKeyTo } from '../../keys/member-keys.ts';
import { seal, SealBroken, unseal } from '../../keys/sealing.ts';
import { putSetting, type VaultSetting } from '../../store/repositories/settings.ts';
import {
  deleteRememberedPassword,
  membersGranted,
  rememberedAfter,
  resealRememberedPasswords,
  setMemberKeys,
} from '../../store/repositories/vault.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { vaultPlaces } from './places.ts';
import { relock } from './recovery-lock.ts';

const batch = 500;

export interface Rotation {
  key: Buffer;
  generation: number;
  /** Remembered passwords sealed anew, and those dropped because their seal does not open (a damaged row). */
  resealed: number;
  dropped: number;
  members: number;
}

/**
 * Gives the vault a new key (ADR-0015): every remembered password is sealed anew, the key wrapped to every member who
 * holds the present one, and locked for the recovery key. All of it in the caller's transaction: a crash leaves the old vault whole.
 * @param vaultKey the present key, which is left as it is
 */
export async function rotateVault(
  db: DatabaseTransaction,
  vault: VaultSetting & { recoveryPublic: string },
  vaultKey: Buffer,
): Promise<Rotation> {
  const generation = vault.generation + 1;
  const key = randomBytes(32);
  const members = await membersGranted(db, vault.generation);
  for (const member of members) {
    await setMemberKeys(db, member.handler_id, {
      wrapped_vault_key: sealKeyTo(member.public_key, key, vaultPlaces.grant(member.handler_id, generation)),
      vault_generation: generation,
    });
  }
  const done = { resealed: 0, dropped: 0 };
  for (let after = ''; ;) {
    const rows = await rememberedAfter(db, after, batch);
    const resealed: typeof rows = [];
    for (const row of rows) {
      const place = vaultPlaces.password(row.client_id, row.agreement_id, row.password_version);
      const password = opened(vaultKey, row.sealed, place);
      if (password) {
        resealed.push({ ...row, sealed: seal(key, password, place), vault_generation: generation });
        password.fill(0);
      } else {
        await deleteRememberedPassword(db, row.client_id);
        done.dropped += 1;
      }
      after = row.client_id;
    }
    await resealRememberedPasswords(db, resealed);
    done.resealed += resealed.length;
    if (rows.length < batch) break;
    // Windows are answered meanwhile, as far as they do not need the store.
    await setImmediate();
  }
  await putSetting(db, 'vault', { generation, ...relock(vault.recoveryPublic, key, generation) });
  return { key, generation, members: members.length, ...done };
}

function opened(vaultKey: Buffer, sealed: Buffer, place: string): Buffer | null {
  try {
    return unseal(vaultKey, sealed, place);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
