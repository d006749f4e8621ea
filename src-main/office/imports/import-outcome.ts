import type { AccountChoices } from './account-columns.ts';
import type { ColumnChoice } from './columns.ts';
import type { JudgedRow } from './judge.ts';

export type RowResult = 'added' | 'updated' | 'same' | 'refused' | 'notReached';
export interface ImportOutcome {
  done: boolean;
  cancelled: boolean;
  /** Why nothing was written, in Chinese; null: the import stands. */
  stopped: string | null;
  /** Names the import where it stands, for its undo; null: nothing was written. */
  importId: string | null;
  rows: (JudgedRow & { result: RowResult })[];
}

/** Whether a row was not imported: it stays to be mended. */
export const isUnfinished = ({ result }: { result: RowResult }): boolean =>
  result === 'refused' || result === 'notReached';

/** What somebody chose for this table, and what it is called. */
export interface Chosen {
  headings: string[];
  /** By column; null: nothing was chosen. */
  choices: (ColumnChoice | null)[];
  accounts: AccountChoices;
  /** Name of the file; empty: it was pasted. */
  file: string;
}
