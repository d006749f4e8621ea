import {
  blanksAround,
  isSwallowing,
  TableMeter,
  tableLimits,
  UnreadableTable,
  withoutEmptyEnd,
  type ReadingMark,
  type TableRecord,
} from './table-record.ts';
import { recordAt, recordOfLine, shapeOf } from './text-records.ts';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** Records handed on at once. */
export const batch = 2_000;
/** Lines looked at to find out what separates the cells. */
const looked = 30;
const separators = ['\t', ',', ';', '，', '；', '|'] as const;

/** What separates the cells of a text: the separator by which most lines have as many cells as others; runs of blanks when there is none. */
export function separatorOf(text: string): string | null {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, looked);
  let [best, most] = [null as string | null, 0];
  for (const separator of separators) {
    const having = lines.filter((line) => recordOfLine(line, 0, separator).cells.length > 1).length;
    if (having > most) [best, most] = [separator, having];
  }
  return most * 2 >= lines.length ? best : null;
}

/**
 * Reads a text from its beginning to its end or to a limit, and hands on the records that hold anything, some at a time. Every line of the text is in
 * exactly one record, or empty.
 * @throws UnreadableTable
 */
export function parseTable(text: string, put: (records: TableRecord[]) => void): void {
  const separator = separatorOf(text);
  const plain = text.replace(/^\ufeff/u, '').replaceAll(/\r\n?/gu, '\n');
  const shape = separator === null ? null : shapeOf(plain, separator);
  const meter = new TableMeter();
  let [some, line] = [[] as TableRecord[], 1];
  for (let at = 0; at <= plain.length;) {
    const found =
      separator === null || shape === null ? blankSeparated(at, plain) : recordAt(plain, at, separator, shape);
    if (found.end - at > tableLimits.record)
      throw new UnreadableTable(`第${line}行超过${tableLimits.record}个字，请检查表格后分批导入`);
    const lines = linesIn(plain, at, found.end);
    const cells = withoutEmptyEnd(found.cells.map((cell) => cell.trim()));
    if (cells.length > 0) {
      meter.count(line, cells);
      const marks: ReadingMark[] = [
        ...(found.stray ? (['strayQuote'] as const) : []),
        ...(cells.some(isSwallowing) ? (['swallowing'] as const) : []),
      ];
      some.push({
        line,
        ...(lines > 1 ? { lines } : {}),
        cells,
        ...(marks.length > 0 ? { marks } : {}),
        ...blanksAround(found.cells),
      });
    }
    at = found.end + 1;
    line += lines;
    if (some.length < batch) continue;
    put(some);
    some = [];
  }
  if (some.length > 0) put(some);
}

function blankSeparated(at: number, text: string): { cells: string[]; end: number; stray: boolean } {
  const found = text.indexOf('\n', at);
  const end = found < 0 ? text.length : found;
  const line = text.slice(at, end).replaceAll(/^[ \u3000]+|[ \u3000]+$/gu, '');
  return { cells: line.split(/[ \u3000]+/u), end, stray: false };
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
