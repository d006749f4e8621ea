const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

const valueOf = (character: string): number => (character >= 'A' ? character.charCodeAt(0) - 55 : Number(character));

/**
 * Check character of an organisation code (K1, GB 11714).
 * @param first8 eight digits or capital letters
 * @returns a digit or X
 */
export function organisationCheckCharacter(first8: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * valueOf(first8[index] ?? '0'), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Whether nine characters are an organisation code whose check character fits (K1). */
export const isOrganisationCode = (code: string): boolean =>
  /^[0-9A-Z]{8}[0-9X]$/.test(code) && organisationCheckCharacter(code.slice(0, 8)) === code[8];
