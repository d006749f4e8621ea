import { joinedLines } from './cell-text.ts';
import { asideWords } from './column-names.ts';
import { fieldOfHeading, isMainField } from './heading-names.ts';
import { looksLikeTaxpayerId, type TableRecord } from './table-record.ts';

/** Records among which the headings are looked for. */
export const startLooked = 30;

/** Where the headings stand: `at` in the records, one or two of them. */
export interface TableStart {
  at: number;
  rows: 1 | 2;
}

/** Why a record is no client. */
export type AsideReason = 'above' | 'example' | 'total' | 'note' | 'repeated' | 'hidden';

/** Finds the headings among the first records; null: the table has none. */
export function findStart(records: readonly TableRecord[]): TableStart | null {
  let [best, most] = [null as TableStart | null, 0];
  for (let at = 0; at < Math.min(startLooked, records.length); at += 1) {
    for (const rows of [1, 2] as const) {
      const found = scoreOf(records, { at, rows });
      // A title above headings adds nothing to them.
      if (rows === 2 && found <= scoreOf(records, { at: at + 1, rows: 1 })) continue;
      if (found > most) [best, most] = [{ at, rows }, found];
    }
  }
  return best;
}

/** How many columns the headings name; 0 when they are none. */
function scoreOf(records: readonly TableRecord[], start: TableStart): number {
  const rows = records.slice(start.at, start.at + start.rows);
  if (rows.length < start.rows || rows.some((row) => isData(row.cells))) return 0;
  if (start.rows === 2 && !isSecondRow(rows[0]?.cells ?? [], rows[1]?.cells ?? [])) return 0;
  const headings = headingsOf(records, start);
  const fields = headings.map(fieldOfHeading);
  const known = fields.filter((field) => field !== null);
  const filled = headings.filter((heading) => heading !== '').length;
  // A sheet without names and numbers of clients is told from a sentence by how many of its words are headings.
  const main = fields.some((field) => field !== null && isMainField(field));
  if (!main && (known.length < 4 || known.length * 2 < filled)) return 0;
  // One name among many other words is a sentence above the table; one alone is a table of one column.
  return known.length >= 2 || filled <= 3 ? new Set(headings.filter((h, i) => fields[i] !== null && h !== '')).size : 0;
}

/** Whether a row is somebody's, whatever it was taken for. */
export const isData = (cells: readonly string[]): boolean =>
  cells.some((cell) => looksLikeTaxpayerId(cell) || /^1[3-9]\d{9}$/u.test(cell) || cell.length > 60);

/** A second row of headings names what stands under a group: it has words where the first has one for several columns, or none. */
function isSecondRow(first: readonly string[], second: readonly string[]): boolean {
  const words = second.filter((cell) => cell !== '');
  if (new Set(first.filter((cell) => cell !== '')).size < 2) return false;
  if (words.length < 2 || words.some((cell) => cell.length > 16 || /\d{4}/u.test(cell))) return false;
  const under = second.filter((cell, at) => cell !== '' && isUnderGroup(first, at));
  const same = second.every((cell, at) => cell === '' || cell === first[at]);
  return (
    !same &&
    under.length > 0 &&
    second.every((cell, at) => cell === '' || isUnderGroup(first, at) || cell === first[at])
  );
}

/** A column whose first heading is empty, or the same as a neighbour's (a merged cell). */
function isUnderGroup(first: readonly string[], at: number): boolean {
  const own = first[at] ?? '';
  const next = first[at + 1] ?? '';
  if (own === '') return at > 0;
  return (
    own === first[at - 1] || own === next || (next === '' && at + 1 < first.length) || fieldOfHeading(own) === null
  );
}

/** The heading of each column; of two rows: the group in front of what is under it. */
export function headingsOf(records: readonly TableRecord[], start: TableStart | null): string[] {
  if (start === null) return [];
  const first = records[start.at]?.cells ?? [];
  if (start.rows === 1) return first.map(oneLine);
  const second = records[start.at + 1]?.cells ?? [];
  const width = Math.max(first.length, second.length);
  let group = '';
  return Array.from({ length: width }, (_, at) => {
    if ((first[at] ?? '') !== '') group = oneLine(first[at] ?? '');
    const own = oneLine(second[at] ?? '');
    if (own === '' || own === group) return oneLine(first[at] ?? '');
    const both = `${group}${own}`;
    return fieldOfHeading(both) === null && fieldOfHeading(own) !== null && !personWords.test(group) ? own : both;
  });
}

const personWords = /法人|法定代表人|办税|开票|财务|密码|税务局|协议|合同/u;
const oneLine = (text: string): string => joinedLines(text, '');

/** Why a record below the headings is no client; null: it is one, or should be looked at as one. */
export function asideReason(record: TableRecord, headings: readonly string[]): AsideReason | null {
  if (record.marks?.includes('hidden')) return 'hidden';
  const filled = record.cells.filter((cell) => cell !== '');
  const first = filled[0] ?? '';
  const begins = (words: readonly string[]): boolean => words.some((word) => first.startsWith(word));
  const hasId = record.cells.some(looksLikeTaxpayerId);
  if (isRepeated(record.cells, headings)) return 'repeated';
  if (filled.slice(0, 3).some((cell) => asideWords.example.some((word) => cell.startsWith(word)))) return 'example';
  if (!hasId && record.cells.slice(0, 4).some((cell) => isTotal(cell))) return 'total';
  const distinct = new Set(filled).size;
  if (!hasId && distinct === 1 && headings.length > 2 && (begins(asideWords.notes) || first.length > 30)) return 'note';
  return null;
}

const isTotal = (cell: string): boolean =>
  asideWords.total.some(
    (word) => cell.replaceAll(/[\s:：]/gu, '') === word || /^(?:合计|小计|总计|共计)[:：\d共]/u.test(cell),
  );

function isRepeated(cells: readonly string[], headings: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '').length;
  if (filled < 2) return false;
  const same = cells.filter((cell, at) => cell !== '' && oneLine(cell) === headings[at]).length;
  return same >= 2 && same * 2 >= filled;
}
