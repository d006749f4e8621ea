import { Refusal } from '@contract/refusal.ts';
import { keyCheckOf } from './key-file.ts';
import { type PassphraseWrapped, unwrapWithPassphrase, wrapWithPassphrase } from './passphrase.ts';
import type { PasswordHasher } from './password.ts';
import { recoveryKeyOfAnother, recoveryWrappingKey } from './recovery-key.ts';
import { SealBroken, placeOf, unwrapKey, wrapKey } from './sealing.ts';

/** A database key in key files and backups: wrapped once or twice, with a check value that shows the right key. */
export interface WrappedKeys {
  storeId: string;
  check: string;
  recovery: { sealed: string } | null;
  wrapped: PassphraseWrapped | null;
}

/** The secret to open it with. */
export type KeySecret = { recovery: Buffer } | { passphrase: string };

/**
 * The database key that a secret opens, checked against the check value.
 * @throws Refusal RECOVERY_KEY_WRONG or PASSPHRASE_WRONG; STORE_WRONG_KEY if the wrapped key belongs to another store
 */
export async function openWrappedKey(keys: WrappedKeys, secret: KeySecret, hasher: PasswordHasher): Promise<Buffer> {
  const key =
    'recovery' in secret
      ? openForRecovery(keys, secret.recovery)
      : await openForPassphrase(keys, secret.passphrase, hasher);
  if (!isKeyOf(keys, key)) throw keyOfAnother();
  return key;
}

/** Whether the check value was made of this key. */
export function isKeyOf({ check, storeId }: Pick<WrappedKeys, 'check' | 'storeId'>, key: Buffer): boolean {
  return keyCheckOf(key, storeId) === check;
}

/** Wraps for the printed recovery key. Base64. */
export function wrapForRecovery(recovery: Buffer, key: Buffer, storeId: string): string {
  return wrapKey(recoveryWrappingKey(recovery, 'databaseKey', storeId), key, placeOfKey(storeId)).toString('base64');
}

/** Wraps for a passphrase, at today's cost. */
export function wrapForPassphrase(
  passphrase: string,
  key: Buffer,
  storeId: string,
  hasher: PasswordHasher,
): Promise<PassphraseWrapped> {
  return wrapWithPassphrase(hasher, passphrase, key, placeOfKey(storeId));
}

/** The unwrapped key does not belong to this store. */
export function keyOfAnother(): Refusal {
  return new Refusal('STORE_WRONG_KEY', '取到的密钥与这份数据不符。数据没有改动，请用打印的恢复密钥打开。', {
    link: 'desk',
    whoCanMend: '保管恢复密钥的人',
  });
}

function openForRecovery({ recovery: sealed, storeId }: WrappedKeys, recovery: Buffer): Buffer {
  if (sealed === null) throw recoveryKeyOfAnother();
  try {
    return unwrapKey(
      recoveryWrappingKey(recovery, 'databaseKey', storeId),
      Buffer.from(sealed.sealed, 'base64'),
      placeOfKey(storeId),
    );
  } catch (error) {
    throw error instanceof SealBroken ? recoveryKeyOfAnother() : error;
  }
}

async function openForPassphrase(
  { wrapped, storeId }: WrappedKeys,
  passphrase: string,
  hasher: PasswordHasher,
): Promise<Buffer> {
  const key = wrapped === null ? null : await unwrapWithPassphrase(hasher, passphrase, wrapped, placeOfKey(storeId));
  if (key !== null) return key;
  throw new Refusal('PASSPHRASE_WRONG', '启动口令不对，请重新输入；忘记口令时可以用打印的恢复密钥打开。', {
    link: 'password',
    whoCanMend: '保管恢复密钥的人',
  });
}

function placeOfKey(storeId: string): string {
  return placeOf('databaseKey', storeId);
}
