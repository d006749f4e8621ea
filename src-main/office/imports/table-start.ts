import { joinedLines } from './cell-text.ts';
import { asideWords } from './column-names.ts';
import { fieldOfHeading, isMainField, type HeadingSays } from './heading-names.ts';
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
      if (found > most) [best, most] = [{ at, rows }, found];
    }
  }
  return best;
}

/** The headings that begin or end at a record that somebody chose, with the line of groups that belongs to it. */
export function startAround(records: readonly TableRecord[], at: number): TableStart {
  if (scoreOf(records, { at, rows: 2 }) > 0) return { at, rows: 2 };
  return at > 0 && scoreOf(records, { at: at - 1, rows: 2 }) > 0 ? { at: at - 1, rows: 2 } : { at, rows: 1 };
}

/** How many columns the headings name; 0 when they are none. */
function scoreOf(records: readonly TableRecord[], start: TableStart): number {
  const rows = records.slice(start.at, start.at + start.rows);
  if (rows.length < start.rows || rows.some((row) => isData(row.cells))) return 0;
  const named = namedBy(headingsOf(records, start));
  if (start.rows === 1) return named;
  if (!hasGroups(rows[0]?.cells ?? [], rows[1]?.cells ?? [])) return 0;
  // Groups say more of the columns than they make known: the names alone would lose them.
  const alone = namedBy(headingsOf(records, { at: start.at + 1, rows: 1 }));
  return named * 2 >= alone && named > 0 ? Math.max(named, alone) + 0.5 : 0;
}

function namedBy(headings: readonly string[]): number {
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

/**
 * Whether a line stands over the names of columns and says what some of them belong to (合同 over 有效期起 and 有效期止). A title does not: it is one text,
 * over everything or at the beginning; nor do the headings over the first client.
 */
function hasGroups(first: readonly string[], second: readonly string[]): boolean {
  const width = Math.max(first.length, second.length);
  const columns = Array.from({ length: width }, (_, at) => at);
  const names = columns.filter((at) => (second[at] ?? '') !== '');
  const groups = new Set(first.filter((cell) => cell !== ''));
  if (names.length < 2 || groups.size === 0 || [...groups].some((text) => !isGroupText(text))) return false;
  if (names.some((at) => (second[at] ?? '').length > 16 || /\d{4}/u.test(second[at] ?? ''))) return false;
  const headings = joinedHeadings(first, second);
  const known = names.filter(
    (at) => fieldOfHeading(second[at] ?? '') !== null || fieldOfHeading(headings[at] ?? '') !== null,
  );
  if (known.length * 2 < names.length) return false;
  // Somewhere a name of its own stands below another text, or beside one that reaches over it.
  const below = names.filter(
    (at) => (first[at] ?? '') !== '' && oneLine(first[at] ?? '') !== oneLine(second[at] ?? ''),
  );
  if (below.length === 0 || columns.every((at) => fieldOfHeading(first[at] ?? '') !== null)) return false;
  if (groups.size > 1)
    return below.some((at) => reaches(first, second, at) || fieldOfHeading(first[at] ?? '') === null);
  // One text alone: over a part of the columns, and not at the beginning.
  return (first[0] ?? '') === '' && names.some((at) => (first[at] ?? '') === '');
}

/** What can stand over a group of columns: a few words, no sentence, date, total or title of a list. */
const isGroupText = (text: string): boolean =>
  text.length <= 16 &&
  !/\d{2}|[:：。；]|[表册单]$|台账$|汇总$|一览$/u.test(text) &&
  ![...asideWords.total, ...asideWords.example].some((word) => text.startsWith(word));

/** Whether a text of the first line reaches over the next column: that is merged with it, or empty above a name. */
function reaches(first: readonly string[], second: readonly string[], at: number): boolean {
  const [own, next] = [first[at] ?? '', first[at + 1] ?? ''];
  return own === next || own === first[at - 1] || (next === '' && (second[at + 1] ?? '') !== '');
}

/** The heading of each column; of two rows: the group in front of what is under it. */
export function headingsOf(records: readonly TableRecord[], start: TableStart | null): string[] {
  if (start === null) return [];
  const first = records[start.at]?.cells ?? [];
  return start.rows === 1 ? first.map(oneLine) : joinedHeadings(first, records[start.at + 1]?.cells ?? []);
}

function joinedHeadings(first: readonly string[], second: readonly string[]): string[] {
  const width = Math.max(first.length, second.length);
  // Merged cells hold their text each: an empty one beside them has no group. In a text the first alone holds it.
  const merged = first.some((cell, at) => cell !== '' && cell === first[at + 1]);
  let group = '';
  return Array.from({ length: width }, (_, at) => {
    const above = oneLine(first[at] ?? '');
    if (above !== '' || merged) group = above;
    const own = oneLine(second[at] ?? '');
    if (own === '' || own === above) return above;
    return needsGroup(group, own) ? `${group}${own}` : own;
  });
}

/** Whether a name means something else under its group: 密码 under 电子税务局, 姓名 under 法人; 企业名称 and 备注 are that under any. */
function needsGroup(group: string, own: string): boolean {
  const says = fieldOfHeading(own);
  if (group === '') return false;
  if (says === null || fieldOfHeading(`${group}${own}`) !== null) return !isSettled(says);
  if (isSettled(says)) return false;
  if (says.field === 'accountSecret' || says.field === 'agreementPassword' || personWords.test(group)) return true;
  return says.field === 'contact' ? placeWords.test(group) : !says.certain && paperWords.test(group);
}

const isSettled = (says: HeadingSays | null): boolean =>
  says !== null && says.certain && (isMainField(says) || says.field === 'note');
const personWords = /法人|法定代表人|办税|开票|财务/u;
/** Where somebody has an account: the telephone there is not the client's. */
const placeWords = /税务|税局|国税|地税|个税|社保|公积金|银行|工商|平台|系统|账号|登录/u;
/** What has days of its own. */
const paperWords = /执照|许可|资质|证/u;
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
