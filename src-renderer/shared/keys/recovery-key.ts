import { plainRecoveryKey, recoveryKeyLength } from '@contract/recovery-key.ts';

/** Number of characters typed so far. */
export const countRecoveryKey = (typed: string): number => [...plainRecoveryKey(typed)].length;

/** Whether a typed group is the printed one. */
export const sameGroup = (typed: string, printed: string): boolean =>
  plainRecoveryKey(typed) === plainRecoveryKey(printed);

/** Problem of a typed recovery key that shows before it is sent; only the engine knows which group is wrong. */
export function recoveryKeyProblem(typed: string): 'empty' | 'short' | 'long' | null {
  const count = countRecoveryKey(typed);
  if (count === 0) return 'empty';
  return count < recoveryKeyLength ? 'short' : count > recoveryKeyLength ? 'long' : null;
}

/** Two different places of `count`, in order, for the check that the key was written down. @param random from 0 to 1 */
export function twoPlaces(count: number, random: () => number = Math.random): [number, number] {
  const first = Math.floor(random() * count);
  const second = (first + 1 + Math.floor(random() * (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

/** Rough strength of an office passphrase in bits, from length and variety; a repeated character counts only once more. */
export function passphraseStrength(passphrase: string): 'none' | 'weak' | 'fair' | 'good' {
  const characters = [...passphrase.normalize('NFKC')];
  if (characters.length === 0) return 'none';
  const different = new Set(characters).size;
  const pool = [
    [/[a-z]/u, 26],
    [/[A-Z]/u, 26],
    [/[0-9]/u, 10],
    [/[^A-Za-z0-9\u4e00-\u9fff]/u, 32],
    [/[\u4e00-\u9fff]/u, 2000],
  ] as const;
  const size = pool.reduce((sum, [pattern, count]) => sum + (pattern.test(passphrase) ? count : 0), 0);
  const bits = Math.min(characters.length, different * 2) * Math.log2(Math.max(size, 2));
  if (characters.length < 10 || different < 5 || bits < 50) return 'weak';
  return bits < 75 ? 'fair' : 'good';
}
