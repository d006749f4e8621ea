import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { codeMatches, hashCode } from '../../../src-main/keys/code-hash.ts';

it('J1: only a hash of a code is stored; it matches that code in that challenge under that key alone', () => {
  const key = randomBytes(32);
  const stored = hashCode(key, 'challenge-1', '042137');
  expect(stored).not.toContain('042137');
  expect(codeMatches(stored, key, 'challenge-1', '042137')).toBe(true);
  expect(codeMatches(stored, key, 'challenge-1', '042138')).toBe(false);
  expect(codeMatches(stored, key, 'challenge-2', '042137')).toBe(false);
  expect(codeMatches(stored, randomBytes(32), 'challenge-1', '042137')).toBe(false);
  expect(codeMatches('', key, 'challenge-1', '042137')).toBe(false);
});
