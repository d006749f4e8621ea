import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { passphraseLength, passphraseProblem } from '@contract/passphrase.ts';
import { isBelow } from './argon2.ts';
import type { PasswordHasher } from './password.ts';
import { SealBroken, unwrapKey, wrapKey } from './sealing.ts';

/** From 1 to `most`. Uses zod's small build: keys are opened before anything else is loaded. */
const upTo = (most: number) => z.int().check(z.positive(), z.maximum(most));

/** A key under a passphrase, as stored in a key file: with cost and salt, so that a later cost can differ. */
export const passphraseWrappedSchema = z.object({
  kdf: z.literal('argon2id'),
  memoryKiB: upTo(1_048_576),
  passes: upTo(32),
  lanes: upTo(8),
  salt: z.base64(),
  sealed: z.base64(),
});
export type PassphraseWrapped = z.infer<typeof passphraseWrappedSchema>;

/** Chinese reason why a passphrase is not good enough, or null. */
export function passphraseRefusal(passphrase: string): string | null {
  const problem = passphraseProblem(passphrase);
  if (problem === null) return null;
  return problem === 'repeats' ? '启动口令里重复的字符太多，请换一个。' : `启动口令至少 ${passphraseLength} 个字符。`;
}

/** Wraps a key at today's cost, with a new salt. @param place the key and its owner */
export async function wrapWithPassphrase(
  hasher: PasswordHasher,
  passphrase: string,
  key: Buffer,
  place: string,
): Promise<PassphraseWrapped> {
  const salt = randomBytes(16);
  const wrapping = await hasher.deriveWrapKey(passphrase, salt, hasher.parameters);
  try {
    return {
      kdf: 'argon2id',
      ...hasher.parameters,
      salt: salt.toString('base64'),
      sealed: wrapKey(wrapping, key, place).toString('base64'),
    };
  } finally {
    wrapping.fill(0);
  }
}

/** The key, or null if the passphrase is wrong (or the wrapped bytes were changed: the two look the same). */
export async function unwrapWithPassphrase(
  hasher: PasswordHasher,
  passphrase: string,
  wrapped: PassphraseWrapped,
  place: string,
): Promise<Buffer | null> {
  const wrapping = await hasher.deriveWrapKey(passphrase, Buffer.from(wrapped.salt, 'base64'), wrapped);
  try {
    return unwrapKey(wrapping, Buffer.from(wrapped.sealed, 'base64'), place);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  } finally {
    wrapping.fill(0);
  }
}

/** Whether to wrap a key again because the cost was raised since. */
export function isOutdated(wrapped: PassphraseWrapped, hasher: PasswordHasher): boolean {
  return isBelow(wrapped, hasher.parameters);
}
