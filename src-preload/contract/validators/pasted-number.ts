/** Blanks of every width, invisible format characters, dashes of every length, and the quotes that spreadsheets put around numbers. */
const noise = /[\p{Z}\p{Cf}\p{Cc}\p{Pd}\u02d7\u2212_'"`‘’“”]/gu;

/**
 * Normalises a number typed or pasted by a user: full-width digits and letters become plain ones, lower case becomes upper case,
 * blanks, dashes, quotes and invisible characters are removed. It guesses nothing else: an O stays an O.
 */
export const normalisePastedNumber = (input: string): string =>
  input.normalize('NFKC').replace(noise, '').toUpperCase();

/** 「第 3 位「B」」: how every message points at a character, counted from 1 after normalising. */
export const at = (value: string, index: number): string =>
  `第 ${index + 1} 位「${String.fromCodePoint(value.codePointAt(index) ?? 0x20)}」`;

/** Letters that people read into numbers, and what was probably meant. */
export const misreadLetters: Readonly<Record<string, string>> = { I: '1', O: '0', Z: '2', S: '5', V: 'U' };

/**
 * First character that is not a digit, as a Chinese problem, or null.
 * @param value normalised number
 * @param from first index looked at
 * @param to index after the last one
 * @param part what these positions are, in Chinese
 */
export function digitsProblem(value: string, from: number, to: number, part: string): string | null {
  for (let index = from; index < to; index += 1) {
    const character = value[index] ?? '';
    if (character >= '0' && character <= '9' && character.length === 1) continue;
    const meant = misreadLetters[character];
    return `${at(value, index)}应为数字（${part}）${meant && meant !== 'U' ? `，是否为数字 ${meant}` : ''}`;
  }
  return null;
}
