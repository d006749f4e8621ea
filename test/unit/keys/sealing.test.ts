import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealBroken, placeOf, seal, unseal, unwrapKey, wrapKey } from '../../../src-main/keys/sealing.ts';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

describe('sealing', () => {
  const key = randomBytes(32);

  it('opens what it sealed, in its place', () => {
    fc.assert(
      fc.property(bytes(200), fc.string(), (content, place) => {
        expect(unseal(key, seal(key, content, place), place)).toEqual(content);
      }),
    );
  });

  it('opens nothing in which any one bit was flipped', () => {
    fc.assert(
      fc.property(bytes(60), fc.nat(), (content, at) => {
        const sealed = seal(key, content, 'place');
        const bit = at % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => unseal(key, sealed, 'place')).toThrow(SealBroken);
      }),
      { numRuns: 500 },
    );
  });

  it('opens nothing in another place, nor with another key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (place, other) => {
        fc.pre(place !== other);
        const sealed = seal(key, Buffer.from('secret'), place);
        expect(() => unseal(key, sealed, other)).toThrow(new SealBroken('key'));
        expect(() => unseal(randomBytes(32), sealed, place)).toThrow(new SealBroken('key'));
      }),
    );
  });

  it('opens nothing that was cut short', () => {
    const sealed = seal(key, Buffer.from('secret'), 'place');
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => unseal(key, sealed.subarray(0, length), 'place')).toThrow(SealBroken);
  });

  it('tells a format of a later version', () => {
    const sealed = seal(key, Buffer.from('secret'), 'place');
    sealed[0] = 2;
    expect(() => unseal(key, sealed, 'place')).toThrow(new SealBroken('version'));
  });

  it('names different places differently', () => {
    expect(placeOf('a', 'b,c')).not.toBe(placeOf('a,b', 'c'));
    expect(placeOf('a', '')).not.toBe(placeOf('a'));
  });

  it('wraps keys of 32 bytes only, and a wrapped key is no sealed value', () => {
    const inner = randomBytes(32);
    const wrapped = wrapKey(key, inner, 'place');
    expect(unwrapKey(key, wrapped, 'place')).toEqual(inner);
    expect(() => unseal(key, wrapped, 'place')).toThrow(SealBroken);
    expect(() => wrapKey(key, randomBytes(16), 'place')).toThrow(RangeError);
  });
});
