/** Characters that nobody sees: zero width, marks of direction, soft hyphens, and what controls them. Selectors of glyph variants belong to names. */
const invisible = /[\p{Cf}\u115f\u1160\u3164\uffa0\u034f\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/** Invisible characters of a text as people look them up (`U+200B`), each once. */
export function invisibleIn(text: string): string[] {
  const found = (text.match(invisible) ?? []).map(
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return [...new Set(found)];
}

/** What stands in `="…"`, and what follows the apostrophe by which a spreadsheet keeps a number a text. */
function unwrapped(text: string): string {
  const formula = /^=\s*"((?:[^"]|"")*)"$/u.exec(text);
  const inner = formula?.[1] === undefined ? text : formula[1].replaceAll('""', '"');
  return inner.replace(/^['‘’＇](?=[\p{L}\p{N}])/u, '');
}

/** A cell as its value is meant: without wrapping, invisible characters and blanks around it; every blank an ordinary one. */
export function cleanCell(text: string): string {
  return unwrapped(text.replaceAll(invisible, '').trim())
    .replaceAll(/[\t\u00a0\u2000-\u200a\u202f\u205f]/gu, ' ')
    .trim();
}

/** A secret as typed: nothing of it is changed but what cannot be typed and what stands around it. */
export const cleanSecret = (text: string): string => unwrapped(text.replaceAll(invisible, '').trim());

/** A secret with everything that stands in it, also what nobody sees: only blanks around it go. */
export const secretAsTyped = (text: string): string =>
  unwrapped(text.replaceAll(/^[ \t\r\n\u3000]+|[ \t\r\n\u3000]+$/gu, ''));

/** A number that a spreadsheet rounded: `9.12E+17`. What it was is gone. */
export const isRounded = (text: string): boolean => /^[+-]?\d(?:\.\d+)?E\+?\d+$/iu.test(text.normalize('NFKC').trim());

/** An error value of a formula: `#N/A`. */
export const isFormulaError = (text: string): boolean =>
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|####*)$/u.test(text.trim());

/** A place that could not be read when the file was decoded. */
export const isSpoiled = (text: string): boolean => text.includes('\ufffd');

/** A cell of several lines as one: each without its blanks at either end. A pattern over blanks and line ends would take their number squared. */
export const joinedLines = (text: string, by: '' | ' '): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(by)
    .trim();
