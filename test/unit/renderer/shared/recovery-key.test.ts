import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passphraseProblem } from '../../../../src-preload/contract/passphrase.ts';
import {
  countRecoveryKey,
  passphraseStrength,
  recoveryKeyProblem,
  sameGroup,
  twoPlaces,
} from '../../../../src-renderer/shared/keys/recovery-key.ts';

describe('a recovery key typed off paper', () => {
  test('blanks, dashes, case, width and look-alike letters do not matter', () => {
    expect(sameGroup(' 69-pnt ', '69PNT')).toBe(true);
    expect(sameGroup('1KK1G', 'ikkLg')).toBe(true);
    expect(sameGroup('６９PN0', '69PNo')).toBe(true);
    expect(sameGroup('69PNV', '69PNT')).toBe(false);
  });

  test('its length is told before it is sent', () => {
    const key = Array.from({ length: 8 }, () => 'ABCDE').join('-');
    expect(countRecoveryKey(key)).toBe(40);
    expect(recoveryKeyProblem(key)).toBeNull();
    expect(recoveryKeyProblem('')).toBe('empty');
    expect(recoveryKeyProblem(key.slice(0, -1))).toBe('short');
    expect(recoveryKeyProblem(`${key}A`)).toBe('long');
  });

  test('two different groups are asked for, in order, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (a, b) => {
          const values = [a, b];
          const [first, second] = twoPlaces(8, () => values.shift() ?? 0);
          expect(first).toBeLessThan(second);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(second).toBeLessThan(8);
        },
      ),
    );
  });
});

describe('an office passphrase', () => {
  test('is refused here as the engine would refuse it', () => {
    expect(passphraseProblem('')).toBe('empty');
    expect(passphraseProblem('123456789')).toBe('short');
    expect(passphraseProblem('abababababab')).toBe('repeats');
    expect(passphraseProblem('correct horse')).toBeNull();
  });

  test('is called strong by length and variety, never by length alone', () => {
    expect(passphraseStrength('')).toBe('none');
    expect(passphraseStrength('aaaaaaaaaaaaaaaaaaaaaaaa')).toBe('weak');
    expect(passphraseStrength('1234567890')).toBe('weak');
    expect(passphraseStrength('correcthorse')).toBe('fair');
    expect(passphraseStrength('correct-horse-battery-9')).toBe('good');
  });
});
