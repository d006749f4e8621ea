import type { ImportRow } from '@contract/imports.ts';
import { accountCounts } from './account-cells.ts';
import { cleanCell } from './cell-text.ts';
import type { JudgedRow } from './judge.ts';
import { shownCell, type LaidOut } from './layout.ts';

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
    samples,
    filled,
  };
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
    verdict: row.verdict,
    problems: row.problems,
  };
}
