import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // Which side began an agreement: the other one answers a proposal (H3). Agencies requested all earlier agreements.
  `ALTER TABLE agreement ADD COLUMN asked_by TEXT NOT NULL DEFAULT 'agency' CHECK (asked_by IN ('client', 'agency'))`,
  // Which side suspended, cancelled or declined it.
  `ALTER TABLE agreement ADD COLUMN ended_by TEXT CHECK (ended_by IN ('client', 'agency'))`,
  // Since when it is in effect: the end of an agreement that never was in effect needs no report (L5).
  `ALTER TABLE agreement ADD COLUMN recognised_at INTEGER`,
  `UPDATE agreement SET recognised_at = COALESCE(decided_at, created_at) WHERE decided IN ('recognised', 'suspended', 'cancelled')`,
  // When the end was reported, and by whom (L5).
  `ALTER TABLE agreement ADD COLUMN end_reported_at INTEGER`,
  `ALTER TABLE agreement ADD COLUMN end_reported_by TEXT REFERENCES handler (id)`,
  `CREATE INDEX agreement_of_client ON agreement (client_id)`,
  `CREATE INDEX agreement_of_agency_decided ON agreement (agency_id, decided)`,
  // The agency's service staff that an agreement names (L1).
  `CREATE TABLE agreement_staff (
    agreement_id TEXT NOT NULL REFERENCES agreement (id), handler_id TEXT NOT NULL REFERENCES handler (id),
    PRIMARY KEY (agreement_id, handler_id)) STRICT, WITHOUT ROWID`,
  // Changes of terms, each to be reported (L5).
  `CREATE TABLE agreement_change (
    id TEXT PRIMARY KEY, agreement_id TEXT NOT NULL REFERENCES agreement (id), at INTEGER NOT NULL, text TEXT NOT NULL,
    reported_at INTEGER, reported_by TEXT REFERENCES handler (id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX agreement_change_of_agreement ON agreement_change (agreement_id)`,
  // An enterprise can recognise the agencies that the bureau knew at its last sync (H1).
  `CREATE TABLE agency_sync (enterprise_id TEXT PRIMARY KEY REFERENCES enterprise (id), synced_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
];

export const delegationTables: Migration = {
  number: 7,
  name: 'delegation',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
