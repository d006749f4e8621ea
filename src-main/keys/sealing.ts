import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/** A sealed value did not open: wrong key, wrong place or changed bytes; which one cannot be known. Never contains the value. */
export class SealBroken extends Error {
  constructor(readonly reason: 'format' | 'version' | 'key') {
    super(`Sealed value does not open (${reason})`);
    this.name = 'SealBroken';
  }
}

/**
 * The place of a sealed value, as associated data: a value moved to another row, column or table does not open there.
 * @param parts for example table, id of the row, column
 */
export function placeOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

/**
 * Seals bytes under a 32-byte key (AES-256-GCM, random nonce: below 2^32 seals under one key).
 * Format: version (1 byte), nonce (12), tag (16), ciphertext.
 * @param place associated data, see {@link placeOf}
 */
export function seal(key: Buffer, content: Buffer, place: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(place));
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

/** Opens what {@link seal} made. @throws SealBroken */
export function unseal(key: Buffer, sealed: Buffer, place: string): Buffer {
  if (sealed.length < headBytes) throw new SealBroken('format');
  if (sealed[0] !== version) throw new SealBroken('version');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associated(place));
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
  try {
    const content = decipher.update(sealed.subarray(headBytes));
    const whole = Buffer.concat([content, decipher.final()]);
    // Leave no second copy of a secret.
    content.fill(0);
    return whole;
  } catch {
    throw new SealBroken('key');
  }
}

/** Wraps a 32-byte key under another. @param place the wrapped key and its owner, see {@link placeOf} */
export function wrapKey(wrapping: Buffer, key: Buffer, place: string): Buffer {
  if (key.length !== 32) throw new RangeError('A key to wrap has 32 bytes');
  return seal(wrapping, key, placeOf('desk/key', place));
}

/** Opens what {@link wrapKey} made. @throws SealBroken */
export function unwrapKey(wrapping: Buffer, wrapped: Buffer, place: string): Buffer {
  const key = unseal(wrapping, wrapped, placeOf('desk/key', place));
  if (key.length !== 32) throw new SealBroken('format');
  return key;
}

function associated(place: string): Buffer {
  return Buffer.from(`desk/seal/${version}\n${place}`, 'utf8');
}
