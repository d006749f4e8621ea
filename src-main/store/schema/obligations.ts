import type { Stage } from '@contract/obligation-words.ts';

/** What people know of one obligation of a client for one period. */
export interface ObligationMarkTable {
  client_id: string;
  /** Id of its definition; one of a tax of the client's own ends in the tax: `own:矿产资源费`. */
  obligation: string;
  period: string;
  /** How far the work is; null: nobody said. */
  stage: Stage | null;
  /** Why, where the stage needs one; otherwise empty. */
  reason: string;
  /** Cents to pay; null: not known. */
  amount: number | null;
  /** The bureau's receipt number; empty: none. */
  receipt: string;
  /** The day on which it was filed with the bureau; null: it was not. */
  filed_day: string | null;
  paid_day: string | null;
  revision: number;
  at: number;
  by_id: string;
  by_name: string;
}

/** The filing board. */
export interface ObligationTables {
  obligation_mark: ObligationMarkTable;
}
