import { deriveKey } from '../../keys/derive.ts';
import { openSealedKey, publicKeyFor, sealKeyTo } from '../../keys/member-keys.ts';
import { unwrapKey } from '../../keys/sealing.ts';
import type { VaultSetting } from '../../store/repositories/settings.ts';
import { vaultPlaces } from './places.ts';

/**
 * How the printed recovery key opens the vault: a key pair is derived from it and the vault key sealed to the public half, so that the
 * vault key can change while the printed key lies in a safe.
 */
type RecoveryLock = Required<Pick<VaultSetting, 'recovery' | 'recoveryPublic'>>;

/** @param recoveryKey 32 bytes behind the printed recovery key */
export function lockForRecovery(recoveryKey: Buffer, vaultKey: Buffer, generation: number): RecoveryLock {
  const privateKey = privateHalf(recoveryKey);
  try {
    return relock(publicKeyFor(privateKey).toString('base64'), vaultKey, generation);
  } finally {
    privateKey.fill(0);
  }
}

/** The same lock around another vault key, without the recovery key. */
export function relock(recoveryPublic: string, vaultKey: Buffer, generation: number): RecoveryLock {
  return {
    recoveryPublic,
    recovery: sealKeyTo(Buffer.from(recoveryPublic, 'base64'), vaultKey, vaultPlaces.recovery(generation)).toString(
      'base64',
    ),
  };
}

/** The vault key. @throws SealBroken when the recovery key is another one */
export function openWithRecovery(vault: VaultSetting, recoveryKey: Buffer): Buffer {
  const sealed = Buffer.from(vault.recovery, 'base64');
  if (vault.recoveryPublic === undefined) return unwrapKey(recoveryKey, sealed, vaultPlaces.recovery(vault.generation));
  const privateKey = privateHalf(recoveryKey);
  try {
    return openSealedKey(privateKey, sealed, vaultPlaces.recovery(vault.generation));
  } finally {
    privateKey.fill(0);
  }
}

function privateHalf(recoveryKey: Buffer): Buffer {
  return deriveKey(recoveryKey, 'desk/recovery-pair');
}
