import type { ImportRow } from '@contract/imports.ts';
import { dossierFieldNames, dossierFields, type DossierField } from '@contract/dossier-words.ts';
import { accountCounts } from './account-cells.ts';
import { cleanCell } from './cell-text.ts';
import type { Column } from './columns.ts';
import { choosableFields } from './heading-names.ts';
import type { JudgedRow } from './judge.ts';
import { shownCell, type LaidOut } from './layout.ts';
import { guessedOwnField, ownColumnId, type OwnColumn } from './own-columns.ts';

/** Cells of a column that are shown beside its name. */
const samplesShown = 3;

/** How many rows have each verdict, and how many go in with a warning. */
export function countsOf(rows: readonly JudgedRow[]): Record<string, number> {
  const counts: Record<string, number> = { new: 0, update: 0, same: 0, refused: 0, warned: 0 };
  for (const row of rows) {
    counts[row.verdict] = (counts[row.verdict] ?? 0) + 1;
    if (row.verdict !== 'refused' && row.problems.length > 0) counts['warned'] = (counts['warned'] ?? 0) + 1;
  }
  return counts;
}

/** In how many rows each field of the dossier changes. */
export function changesOf(rows: readonly JudgedRow[]) {
  const found = new Map<DossierField, number>();
  for (const { verdict, dossierFields } of rows)
    if (verdict !== 'refused') for (const field of dossierFields) found.set(field, (found.get(field) ?? 0) + 1);
  return dossierFields.flatMap((field) => {
    const count = found.get(field);
    return count === undefined ? [] : [{ field, title: dossierFieldNames[field], rows: count }];
  });
}

/** What a column can be stored as: fields of the program, then those of the office's own. */
export const shownFields = (own: readonly OwnColumn[]) => [
  ...choosableFields().map(({ id, title, group }) => ({ id: id as string, title, group })),
  ...own.map((field) => ({ id: ownColumnId(field) as string, title: field.name, group: 'own' as const })),
];

/** A column as the contract gives it, with some of its cells. */
export function shownColumn({ columns, clients }: LaidOut, at: number) {
  const column = columns[at];
  if (!column) throw new Error('A column that is not there');
  const samples: string[] = [];
  let filled = 0;
  for (const { cells } of clients) {
    if (cleanCell(cells[at] ?? '') === '') continue;
    filled += 1;
    if (samples.length < samplesShown) samples.push(shownCell(cells[at] ?? '', column));
  }
  const { heading, field, how, known, suggestion, evidence, secret, account, usedBy } = column;
  return {
    column: at,
    heading: heading.slice(0, 100),
    field,
    how,
    known,
    suggestion,
    evidence,
    secret,
    account: account && { column: at, ...account },
    usedBy,
    own: ownGuess(column, clients, at),
    samples,
    filled,
  };
}

/** What an unused column would be as a field of the office's own; null: it is used, empty or a secret. */
function ownGuess(column: Column, clients: LaidOut['clients'], at: number) {
  if (column.field !== null || column.secret || column.suggestion === 'accountSecret') return null;
  const values = clients.map(({ cells }) => cleanCell(cells[at] ?? '')).filter((text) => text !== '');
  return values.length === 0 ? null : guessedOwnField(column.heading, values, column.personal);
}

/** A row as the contract gives it back: without the password. */
export function shown(row: JudgedRow): ImportRow {
  return {
    line: row.line,
    name: row.name,
    taxpayerId: row.taxpayerId,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    hasPassword: row.agreementPassword !== null,
    accounts: accountCounts(row.accounts),
    dossier: row.verdict === 'refused' ? 0 : row.dossierFields.length,
    verdict: row.verdict,
    problems: row.problems,
  };
}
