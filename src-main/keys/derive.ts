import { hkdfSync } from 'node:crypto';

/**
 * One key for one purpose out of strong key material (HKDF-SHA256).
 * @param purpose names the use (`desk/wrap`): two purposes never share a key
 * @param salt also binds the key to a thing (a store, a key pair)
 * @returns 32 bytes
 */
export function deriveKey(material: Buffer, purpose: string, salt: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, purpose, 32));
}
