import { InvalidInput, Refusal, type FieldProblem } from '@contract/errors.ts';
import type { ImportOutcome } from './import-outcome.ts';

type OutcomeRow = ImportOutcome['rows'][number];

/** A row that the store refused: nothing of the import is stored. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
  constructor(
    readonly row: OutcomeRow,
    override readonly cause: unknown,
  ) {
    super('A row was refused');
  }
}

/** What refused a row, with the row; anything else is a fault and stays one. */
export function refusal(row: OutcomeRow, error: unknown): unknown {
  return error instanceof InvalidInput || error instanceof Refusal ? new RowRefused(row, error) : error;
}

/** Keeps what refused a row with the row. */
export function refuse(row: OutcomeRow, error: unknown): void {
  if (!(error instanceof InvalidInput) && !(error instanceof Refusal)) throw error;
  const problems: FieldProblem[] =
    error instanceof InvalidInput ? error.fields : [{ field: error.data.link, message: error.message }];
  row.problems = [...row.problems, ...problems];
  row.verdict = 'refused';
  row.result = 'refused';
}
