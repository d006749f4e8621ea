import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemberKeys,
  openPrivateKey,
  openSealedKey,
  rewrapPrivateKey,
  sealKeyTo,
} from '../../../src-main/keys/member-keys.ts';
import { SealBroken } from '../../../src-main/keys/sealing.ts';

const wrapping = randomBytes(32);

describe('member keys', () => {
  it('let a member open with the password what anybody sealed to the public key', () => {
    const keys = createMemberKeys('member-1', wrapping);
    expect(keys.publicKey).toHaveLength(32);
    const vaultKey = randomBytes(32);
    const sealed = sealKeyTo(keys.publicKey, vaultKey, 'grant-1');
    const privateKey = openPrivateKey('member-1', keys.sealedPrivateKey, wrapping);
    expect(openSealedKey(privateKey, sealed, 'grant-1')).toEqual(vaultKey);
  });

  it('seal differently each time', () => {
    const keys = createMemberKeys('member-1', wrapping);
    const vaultKey = randomBytes(32);
    expect(sealKeyTo(keys.publicKey, vaultKey, 'g').equals(sealKeyTo(keys.publicKey, vaultKey, 'g'))).toBe(false);
  });

  it('open nothing with another password, for another member, of another grant', () => {
    const [keys, other] = [createMemberKeys('member-1', wrapping), createMemberKeys('member-2', wrapping)];
    expect(() => openPrivateKey('member-1', keys.sealedPrivateKey, randomBytes(32))).toThrow(SealBroken);
    expect(() => openPrivateKey('member-2', keys.sealedPrivateKey, wrapping)).toThrow(SealBroken);
    const sealed = sealKeyTo(keys.publicKey, randomBytes(32), 'grant-1');
    const privateKey = openPrivateKey('member-1', keys.sealedPrivateKey, wrapping);
    const others = openPrivateKey('member-2', other.sealedPrivateKey, wrapping);
    expect(() => openSealedKey(privateKey, sealed, 'grant-2')).toThrow(SealBroken);
    expect(() => openSealedKey(others, sealed, 'grant-1')).toThrow(SealBroken);
  });

  it('open nothing in which any one bit was flipped, nor what was cut short', () => {
    const keys = createMemberKeys('member-1', wrapping);
    const privateKey = openPrivateKey('member-1', keys.sealedPrivateKey, wrapping);
    const sealed = sealKeyTo(keys.publicKey, randomBytes(32), 'grant');
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        // X25519 ignores the top bit of a public key; the derivation takes the bytes as they are, so it fails all the same.
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => openSealedKey(privateKey, changed, 'grant')).toThrow(SealBroken);
      }),
      { numRuns: 300 },
    );
    expect(() => openSealedKey(privateKey, sealed, 'grant')).not.toThrow();
    for (const length of [0, 31, 32, 33, sealed.length - 1]) {
      expect(() => openSealedKey(privateKey, sealed.subarray(0, length), 'grant')).toThrow(SealBroken);
    }
  });

  it('refuse a point of small order instead of agreeing on a known secret', () => {
    const keys = createMemberKeys('member-1', wrapping);
    const privateKey = openPrivateKey('member-1', keys.sealedPrivateKey, wrapping);
    const sealed = sealKeyTo(keys.publicKey, randomBytes(32), 'grant');
    expect(() => openSealedKey(privateKey, Buffer.concat([Buffer.alloc(32), sealed.subarray(32)]), 'grant')).toThrow(
      SealBroken,
    );
    expect(() => sealKeyTo(Buffer.alloc(32), randomBytes(32), 'grant')).toThrow();
  });

  it('move to a new password without a change of what is sealed to them', () => {
    const keys = createMemberKeys('member-1', wrapping);
    const next = randomBytes(32);
    const rewrapped = rewrapPrivateKey('member-1', keys.sealedPrivateKey, wrapping, next);
    const vaultKey = randomBytes(32);
    const sealed = sealKeyTo(keys.publicKey, vaultKey, 'grant');
    expect(openSealedKey(openPrivateKey('member-1', rewrapped, next), sealed, 'grant')).toEqual(vaultKey);
    expect(() => openPrivateKey('member-1', rewrapped, wrapping)).toThrow(SealBroken);
  });
});
