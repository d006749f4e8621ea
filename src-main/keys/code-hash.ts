import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * J1: the stored form of an SMS code. A keyed HMAC, not Argon2id: six digits are a million guesses, and no slow hash
 * protects them once the key is known. The key protects them; the caller allows five tries within five minutes. The key
 * is never in the database.
 * @param key 32 bytes of this desk, derived from the database key for this purpose
 * @param salt identity of the one challenge, so that equal codes hash differently
 */
export function hashCode(key: Buffer, salt: string, code: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['desk/code', salt, code]))
    .digest('base64url');
}

/** Whether a typed code is the hashed one; always takes the same time. */
export function codeMatches(stored: string, key: Buffer, salt: string, code: string): boolean {
  const known = Buffer.from(stored);
  const typed = Buffer.from(hashCode(key, salt, code));
  return known.length === typed.length && timingSafeEqual(known, typed);
}
