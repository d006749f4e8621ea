import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** DER around the 32 bytes of an Ed25519 key (RFC 8410): private (PKCS 8) and public (SPKI). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

/** Signs text; anybody with the public key can check it without a secret. */
export interface Signer {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  /** 64 bytes, base64url. */
  sign(text: string): string;
}

/** @param seed 32 bytes, the private key (Ed25519, RFC 8032); the same seed makes the same signer */
export function createSigner(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(publicHead.length)
    .toString('base64url');
  return { publicKey, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** Whether a signature fits text and public key; false for a malformed one. */
export function signatureFits(publicKey: string, text: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) return false;
  try {
    return verify(
      null,
      Buffer.from(text),
      createPublicKey({ key: Buffer.concat([publicHead, raw]), format: 'der', type: 'spki' }),
      Buffer.from(signature, 'base64url'),
    );
  } catch {
    return false;
  }
}
