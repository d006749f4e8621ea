import type { Generated } from 'kysely';

export interface AuditTable {
  seq: Generated<number>;
  at: number;
  act: string;
  text: string;
  result: 'done' | 'refused';
  rule: string | null;
  handler_id: string | null;
  staff_name: string | null;
  agency_id: string | null;
  client_id: string | null;
  client_name: string | null;
  session_id: string | null;
  origin: string;
  detail: string;
  prev_hash: string;
  hash: string;
}

/** A seal of the trail: signature over `upto`, `at` and the hash of record `upto`. */
export interface TrailSealTable {
  upto: number;
  at: number;
  hash: string;
  public_key: string;
  signature: string;
}

/** The chain of audit records and its seals. */
export interface TrailTables {
  audit: AuditTable;
  trail_seal: TrailSealTable;
}
