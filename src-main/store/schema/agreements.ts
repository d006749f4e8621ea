import type { Generated } from 'kysely';
import type { Decided } from '@contract/agreement-state.ts';

/** A set of permission functions, shared by agreements with the same set: `id` is the hash of the sorted list. */
export interface FunctionSetTable {
  id: string;
  functions: string[];
}

export interface AgreementTable {
  id: string;
  client_id: string;
  agency_id: string;
  /** The decision. `inForce`, `expired` and `lapsed` follow from it and the day (the contract's agreement-state.ts). */
  decided: Decided;
  first_day: string;
  last_day: string;
  function_set_id: string;
  password_hash: string | null;
  /** Increases when the agreement password is replaced (H6): remembered copies of an older version are stale. */
  password_version: number;
  recorded_by_agency: boolean;
  created_at: number;
  decided_at: number | null;
  end_reason: string | null;
  revision: number;
  /** Which side began it: the other one answers a proposal (H3). */
  asked_by: Generated<'client' | 'agency'>;
  /** When it was recognised, confirmed or accepted; null: it was never agreed. */
  recognised_at: number | null;
  /** Which side suspended, cancelled or declined it. */
  ended_by: 'client' | 'agency' | null;
  /** When and by whom its end was reported (L5); null: not yet, or it has not ended. */
  end_reported_at: number | null;
  end_reported_by: string | null;
}

/** Service staff of the agency that an agreement names (L1). */
export interface AgreementStaffTable {
  agreement_id: string;
  handler_id: string;
}

/** A change of an agreement's terms that must be reported (L5). */
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
