/** The code in a message: its first run of exactly `length` digits, because messages also contain amounts and times; null if there is none. */
export const codeOfMessage = (message: string, length: number): string | null =>
  message.match(/\d+/g)?.find((run) => run.length === length) ?? null;

/** The code in typed or pasted text, also in a whole message: full-width digits become plain ones, blanks and hyphens between digits are removed. */
export function codeIn(input: string, length: number): string {
  const plain = input.normalize('NFKC').replace(/(?<=\d)[\s\p{Pd}]+(?=\d)/gu, '');
  return codeOfMessage(plain, length) ?? plain.replace(/\D/g, '').slice(0, length);
}
