import { unifiedCodeCheckCharacter } from '../../../src-preload/contract/validators/taxpayer-id.ts';

/** A unified social credit code with right check characters and nobody behind it (K1, K5). */
export function codeOf(n: number): string {
  const organisation = `MAY${String(n).padStart(5, '0')}`;
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...organisation].reduce(
    (total, character, i) =>
      total + (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55) * (weights[i] ?? 0),
    0,
  );
  const check = 11 - (sum % 11);
  const first17 = `91210102${organisation}${check === 10 ? 'X' : check === 11 ? '0' : String(check)}`;
  return first17 + unifiedCodeCheckCharacter(first17);
}
