import type { Generated } from 'kysely';
import type { Decided } from '@contract/agreement-state.ts';

/** A set of permission functions, shared by the agreements that have the same: `id` is the hash of the sorted list. */
export interface FunctionSetTable {
  id: string;
  functions: string[];
}

export interface AgreementTable {
  id: string;
  client_id: string;
  agency_id: string;
  /** What was decided. `inForce`, `expired` and `lapsed` follow from it and the day (the contract's agreement-state.ts). */
  decided: Decided;
  first_day: string;
  last_day: string;
  function_set_id: string;
  password_hash: string | null;
  /** Grows when the agreement password is replaced (H6): remembered copies of an older version are stale. */
  password_version: number;
  recorded_by_agency: boolean;
  created_at: number;
  decided_at: number | null;
  end_reason: string | null;
  revision: number;
  /** Which side began it: a proposal is answered by the other one (H3). */
  asked_by: Generated<'client' | 'agency'>;
  /** When it was recognised, confirmed or accepted; null: it never stood. */
  recognised_at: number | null;
  /** Which side suspended, cancelled or declined it. */
  ended_by: 'client' | 'agency' | null;
  /** When its end was reported and by whom (L5); null: not yet, or there is none. */
  end_reported_at: number | null;
  end_reported_by: string | null;
}

/** Service staff of the agency that an agreement names (L1). */
export interface AgreementStaffTable {
  agreement_id: string;
  handler_id: string;
}

/** A change of an agreement's terms, to be reported (L5). */
export interface AgreementChangeTable {
  id: string;
  agreement_id: string;
  at: number;
  text: string;
  reported_at: number | null;
  reported_by: string | null;
}

/** When an enterprise synced the list of agencies (H1). */
export interface AgencySyncTable {
  enterprise_id: string;
  synced_at: number;
}

/** Agreements of an agency and a client. */
export interface AgreementsTables {
  function_set: FunctionSetTable;
  agreement: AgreementTable;
  agreement_staff: AgreementStaffTable;
  agreement_change: AgreementChangeTable;
  agency_sync: AgencySyncTable;
}
