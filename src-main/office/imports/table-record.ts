/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/**
 * What was noticed of a record while it was read. `strayQuote`: a quotation mark without its partner, read as it stands. `swallowing`: a cell with line
 * ends and a taxpayer number, perhaps another client's row. `hidden`: the sheet hides it, or its filter does.
 */
export type ReadingMark = 'strayQuote' | 'swallowing' | 'hidden';

/** One record of a table. */
export interface TableRecord {
  /** Line or row it begins at, from 1. */
  line: number;
  /** Lines it takes, where there are several. */
  lines?: number;
  cells: string[];
  marks?: ReadingMark[];
  /** Columns whose cell had blanks around it, which are not in `cells`: a secret may have been meant with them. */
  blanks?: number[];
}

/** Columns of cells that are other without the blanks around them. Where every cell follows a blank, that is how the file is written. */
export function blanksAround(cells: readonly string[]): { blanks?: number[] } {
  const filled = cells.slice(1).filter((cell) => cell.trim() !== '');
  const spaced = filled.length > 1 && filled.every((cell) => cell.startsWith(' '));
  const blanks = cells.flatMap((cell, at) => {
    const plain = cell.trim();
    return plain !== '' && plain !== (spaced && at > 0 ? cell.replace(/^ /u, '') : cell) ? [at] : [];
  });
  return blanks.length > 0 ? { blanks } : {};
}

/** Maximum size of one import; each refusal says what to do. `record`: characters of one row; `unpacked`: bytes of a workbook as unpacked. */
export const tableLimits = {
  rows: 200_000,
  columns: 100,
  cells: 1_500_000,
  record: 100_000,
  unpacked: 400 * 1024 * 1024,
};

/** What cannot be read, or is beyond a limit. The message is Chinese, names it and says what to do. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
}

/** Whether a text is as long as a taxpayer number and made of what those are made of; its check digits are not looked at. */
export function looksLikeTaxpayerId(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\s'"=\p{Cf}-]/gu, '');
  return /^[0-9A-Z]{15,20}$/iu.test(plain) && (plain.match(/\d/gu)?.length ?? 0) >= 8;
}

/** Whether a text is a number of an organisation rather than an identity card or a bank account, which are as long. */
export function looksLikeFirmId(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\s'"=\p{Cf}-]/gu, '');
  if (!looksLikeTaxpayerId(plain)) return false;
  if (plain.length === 18) return /^[0-9A-Z][1-9]\d{6}[0-9A-Z]{10}$/iu.test(plain) && !isIdentityCard(plain);
  return plain.length === 15 || plain.length === 17 || plain.length === 20;
}

const isIdentityCard = (plain: string): boolean =>
  /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/iu.test(plain);

/** Whether a cell with line ends holds a taxpayer number: a row may stand in it. */
export const isSwallowing = (cell: string): boolean =>
  cell.includes('\n') && cell.split(/[\s,;，；、：:"]+/u).some(looksLikeFirmId);

/** Counts what is read and refuses what is beyond a limit. */
export class TableMeter {
  #rows = 0;
  #cells = 0;

  /** @param cells of one record, without empty ones at its end. @throws UnreadableTable */
  count(line: number, cells: readonly string[]): void {
    this.#rows += 1;
    this.#cells += cells.length;
    if (cells.length > tableLimits.columns)
      throw new UnreadableTable(
        `第${line}行有${cells.length}列，一次最多导入${tableLimits.columns}列，请删去不用的列后再导入`,
      );
    if (this.#rows > tableLimits.rows) throw new UnreadableTable(`一次最多导入${tableLimits.rows}行，请分批导入`);
    if (this.#cells > tableLimits.cells)
      throw new UnreadableTable(`一次最多导入${tableLimits.cells}格，请删去不用的列，或分批导入`);
  }
}

/** Cells without the empty ones at the end. */
export function withoutEmptyEnd(cells: string[]): string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === '') end -= 1;
  return end === cells.length ? cells : cells.slice(0, end);
}
