import type { RecordsDesk } from '../records-fixture.ts';

type Step = (desk: RecordsDesk) => Promise<unknown>;

/** What a procedure does, and what it refuses, each with what goes before it; `null` where no rule refuses anything. */
export interface RecordRow {
  refused: Step | null;
  done: Step;
  /** False: shown in the office profile, where alone it can be done. */
  training?: boolean;
}

/** Rows by the name of the procedure in the contract. */
export type RecordRows = Readonly<Record<string, RecordRow>>;
