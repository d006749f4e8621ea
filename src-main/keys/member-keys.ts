import { type KeyObject, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { deriveKey } from './derive.ts';
import { SealBroken, placeOf, unwrapKey, wrapKey } from './sealing.ts';

/** A member's key pair in its stored form: the personal password opens the private half. */
export interface MemberKeys {
  /** X25519, 32 bytes, not secret. */
  publicKey: Buffer;
  /** The private half under the password's wrapping key, bound to the member. */
  sealedPrivateKey: Buffer;
}

const rawBytes = 32;

/** A new X25519 pair. @param wrappingKey `wrapKey` of the member's password (keys/password.ts) */
export function createMemberKeys(memberId: string, wrappingKey: Buffer): MemberKeys {
  const pair = generateKeyPairSync('x25519');
  const privateKey = rawPrivate(pair.privateKey);
  try {
    return {
      publicKey: rawPublic(pair.publicKey),
      sealedPrivateKey: wrapKey(wrappingKey, privateKey, privatePlace(memberId)),
    };
  } finally {
    privateKey.fill(0);
  }
}

/** The private key, 32 bytes; the caller wipes it when the vault is locked. @throws SealBroken if the wrapping key is another one */
export function openPrivateKey(memberId: string, sealedPrivateKey: Buffer, wrappingKey: Buffer): Buffer {
  return unwrapKey(wrappingKey, sealedPrivateKey, privatePlace(memberId));
}

/** The same private key under the wrapping key of a new password (or of a raised Argon2 cost). @throws SealBroken */
export function rewrapPrivateKey(memberId: string, sealedPrivateKey: Buffer, from: Buffer, to: Buffer): Buffer {
  const privateKey = openPrivateKey(memberId, sealedPrivateKey, from);
  try {
    return wrapKey(to, privateKey, privatePlace(memberId));
  } finally {
    privateKey.fill(0);
  }
}

/**
 * Seals a key (the office vault key) to a member; this does not need the member's password.
 * Format: ephemeral X25519 public key (32 bytes), then the key wrapped under HKDF of the shared secret.
 * @param place the key and the member whose grant this is, see `placeOf`
 */
export function sealKeyTo(publicKey: Buffer, key: Buffer, place: string): Buffer {
  const ephemeral = generateKeyPairSync('x25519');
  const ephemeralPublic = rawPublic(ephemeral.publicKey);
  const wrapping = agree(ephemeral.privateKey, publicKeyOf(publicKey), ephemeralPublic, publicKey);
  return Buffer.concat([ephemeralPublic, wrapKey(wrapping, key, place)]);
}

/** Public half of a private key that was derived (from the recovery key). @param privateKey 32 bytes */
export function publicKeyFor(privateKey: Buffer): Buffer {
  return rawPublic(createPublicKey(privateKeyOf(privateKey)));
}

/** Opens what {@link sealKeyTo} made. @param privateKey 32 bytes. @throws SealBroken */
export function openSealedKey(privateKey: Buffer, sealed: Buffer, place: string): Buffer {
  if (sealed.length <= rawBytes) throw new SealBroken('format');
  const ephemeralPublic = sealed.subarray(0, rawBytes);
  const own = privateKeyOf(privateKey);
  const publicKey = rawPublic(createPublicKey(own));
  let wrapping: Buffer;
  try {
    wrapping = agree(own, publicKeyOf(ephemeralPublic), ephemeralPublic, publicKey);
  } catch {
    // A point of small order: no honest sealer sends one.
    throw new SealBroken('key');
  }
  return unwrapKey(wrapping, sealed.subarray(rawBytes), place);
}

/** Both public keys go into the derivation, so that a key sealed to one member cannot be presented to another. */
function agree(own: KeyObject, other: KeyObject, ephemeralPublic: Buffer, recipientPublic: Buffer): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: other });
  const wrapping = deriveKey(shared, 'desk/seal-to-member', Buffer.concat([ephemeralPublic, recipientPublic]));
  shared.fill(0);
  return wrapping;
}

// The fixed DER heads of RFC 8410; Node imports raw X25519 keys only through DER or JWK.
const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spkiHead = Buffer.from('302a300506032b656e032100', 'hex');

function privateKeyOf(raw: Buffer): KeyObject {
  if (raw.length !== rawBytes) throw new RangeError('An X25519 private key has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, raw]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(raw: Buffer): KeyObject {
  if (raw.length !== rawBytes) throw new RangeError('An X25519 public key has 32 bytes');
  return createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-rawBytes);
}

function rawPrivate(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'pkcs8' }).subarray(-rawBytes);
}

function privatePlace(memberId: string): string {
  return placeOf('member', memberId, 'privateKey');
}
