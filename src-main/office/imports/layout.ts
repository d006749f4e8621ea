import type { z } from 'zod';
import type { importLayoutSchema } from '@contract/imports.ts';
import type { AccountChoices } from './account-columns.ts';
import { cleanCell } from './cell-text.ts';
import { columnsOf, isImportField, type Column, type ColumnChoice, type ColumnChoices } from './columns.ts';
import { looksSecret } from './guess.ts';
import { isOwnColumn, type OwnColumn } from './own-columns.ts';
import { detailsOf } from './remembered-accounts.ts';
import {
  asideReason,
  findStart,
  headingsOf,
  isData,
  startAround,
  type AsideReason,
  type TableStart,
} from './table-start.ts';
import type { TableRecord } from './table.ts';

const mask = '••••••';

export type Layout = z.output<typeof importLayoutSchema>;

/** A sheet as it is read: what its columns are, which records are clients and which are set aside. */
export interface LaidOut {
  start: TableStart | null;
  headings: readonly string[];
  columns: Column[];
  clients: TableRecord[];
  aside: { record: TableRecord; reason: AsideReason | 'heading' }[];
}

/**
 * Lays a sheet out as somebody wants it, or as it seems to be.
 * @param remembered what was chosen for these headings before, by column; `accounts`: what their columns of passwords were
 */
export function layOut(
  records: readonly TableRecord[],
  layout: Layout,
  remembered: (headings: readonly string[]) => ReadonlyMap<number, ColumnChoice>,
  accounts: (headings: readonly string[]) => AccountChoices,
  isStaff: (text: string) => boolean,
  own: readonly OwnColumn[] = [],
): LaidOut {
  const start = startOf(records, layout);
  const headings = shownHeadings(records, start);
  const from = start === null ? 0 : start.at + start.rows;
  const takenIn = new Set(layout.takenIn);
  const [clients, aside] = [[] as TableRecord[], [] as LaidOut['aside']];
  records.forEach((record, at) => {
    const heading = start !== null && at >= start.at && at < from;
    const reason = heading ? 'heading' : at < from ? 'above' : asideReason(record, headings);
    if (reason === null || (!heading && takenIn.has(record.line))) clients.push(record);
    else aside.push({ record, reason });
  });
  const columns = columnsOf(
    headings,
    clients.map((record) => record.cells),
    choicesOf(layout, remembered(headings)),
    isStaff,
    {
      chosen: new Map(layout.accounts.map((one) => [one.column, detailsOf(one)])),
      remembered: accounts(headings),
    },
    own,
  );
  return { start, headings, columns, clients, aside };
}

/** The headings; where a client's row was taken for them, without what looks like a secret: headings are shown and remembered. */
function shownHeadings(records: readonly TableRecord[], start: TableStart | null): string[] {
  const headings = headingsOf(records, start);
  const rows = start === null ? [] : records.slice(start.at, start.at + start.rows);
  if (!rows.some(({ cells }) => isData(cells))) return headings;
  return headings.map((text) => text.replaceAll(/[\u0021-\u007e]+/gu, (part) => (looksSecret(part) ? mask : part)));
}

function startOf(records: readonly TableRecord[], { heading, headingRows }: Layout): TableStart | null {
  if (heading === null) return null;
  const at = heading === undefined ? -1 : records.findIndex((record) => record.line === heading);
  if (at >= 0) return headingRows === 'look' ? startAround(records, at) : { at, rows: headingRows };
  return findStart(records);
}

function choicesOf(layout: Layout, remembered: ReadonlyMap<number, ColumnChoice>): ColumnChoices {
  const choices = new Map<number, { choice: ColumnChoice; how: 'remembered' | 'chosen' }>();
  for (const [column, choice] of remembered) choices.set(column, { choice, how: 'remembered' });
  for (const { column, field } of layout.columns)
    if (field === 'none' || isImportField(field)) choices.set(column, { choice: field, how: 'chosen' });
  return choices;
}

/** The cells of a record as they can be mended; null in the place of a secret. */
export const mendableCells = (record: TableRecord, columns: readonly Column[]) =>
  columns.map((column, at) => {
    const value = record.cells[at] ?? '';
    const secret = column.secret || shownCell(value, column).startsWith('••');
    return { value: secret ? null : value, filled: value !== '' };
  });

/** A cell as it may be shown: a secret not at all, a person's number in part, what may be a password where nothing says what it is not at all. */
export function shownCell(text: string, column: Column | undefined): string {
  const plain = cleanCell(text);
  if (plain === '') return '';
  if (column?.secret) return mask;
  if (column?.personal && plain.length > 7) return `${plain.slice(0, 3)}${'•'.repeat(4)}${plain.slice(-2)}`;
  if (
    (column === undefined || column.field === null || column.field === 'note' || isOwnColumn(column.field)) &&
    looksSecret(plain)
  )
    return mask;
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
