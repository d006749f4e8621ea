/**
 * The code in what was typed or pasted: full-width digits become plain ones, blanks and hyphens between digits go. Of a whole message the first
 * run of exactly `length` digits counts, because amounts and times stand beside it.
 */
export function codeIn(input: string, length: number): string {
  const plain = input.normalize('NFKC').replace(/(?<=\d)[\s\p{Pd}]+(?=\d)/gu, '');
  const alone = plain.match(/\d+/g)?.find((run) => run.length === length);
  return alone ?? plain.replace(/\D/g, '').slice(0, length);
}
