import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const sessionColumns =
  'id, kind, window, origin, handler_id, enterprise_id, parent_id, agreement_id, started_at, last_used_at, ends_at, locked_at, ended_at, end_reason';

const statements = [
  // A social-insurance session acts for an enterprise without a person (B8), so the handler of a session is optional now.
  `CREATE TABLE session_rebuilt (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, window TEXT NOT NULL, origin TEXT NOT NULL, handler_id TEXT REFERENCES handler (id),
    enterprise_id TEXT NOT NULL REFERENCES enterprise (id), parent_id TEXT REFERENCES session (id), agreement_id TEXT REFERENCES agreement (id),
    ticket_for TEXT CHECK (ticket_for IN ('enterprisePassword', 'personalPassword')),
    started_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, locked_at INTEGER,
    ended_at INTEGER, end_reason TEXT,
    CHECK ((handler_id IS NULL) = (kind = 'socialInsurance')), CHECK ((ticket_for IS NOT NULL) = (kind = 'ticket'))) STRICT, WITHOUT ROWID`,
  `INSERT INTO session_rebuilt (${sessionColumns}) SELECT ${sessionColumns} FROM session`,
  `DROP TABLE session`,
  `ALTER TABLE session_rebuilt RENAME TO session`,
  `CREATE INDEX session_open_of_window ON session (window) WHERE ended_at IS NULL`,
  `CREATE INDEX session_open_of_agreement ON session (agreement_id) WHERE ended_at IS NULL`,
  `CREATE INDEX session_open_of_enterprise ON session (enterprise_id) WHERE ended_at IS NULL`,
  `CREATE INDEX session_of_parent ON session (parent_id)`,
  `CREATE INDEX session_ended_of_window ON session (window, ended_at) WHERE ended_at IS NOT NULL`,
  // Flows live ten minutes and their windows are gone by now: no flow is copied.
  `DROP TABLE sign_in_flow`,
  `CREATE TABLE sign_in_flow (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('agencyStaff', 'enterprise', 'quick', 'recovery')), window TEXT NOT NULL,
    enterprise_id TEXT REFERENCES enterprise (id), handler_id TEXT REFERENCES handler (id), mobile TEXT,
    started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sign_in_flow_open_of_window ON sign_in_flow (window) WHERE ended_at IS NULL`,
  `CREATE TABLE role (
    id TEXT PRIMARY KEY, enterprise_id TEXT NOT NULL REFERENCES enterprise (id), name TEXT NOT NULL, description TEXT NOT NULL,
    created_at INTEGER NOT NULL, UNIQUE (enterprise_id, name)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE role_function (role_id TEXT NOT NULL REFERENCES role (id), function_id TEXT NOT NULL, PRIMARY KEY (role_id, function_id)) STRICT, WITHOUT ROWID`,
  // The name of a person in this enterprise, from the registry or the staff page; null: the person's own (B3).
  `ALTER TABLE handler ADD COLUMN registered_name TEXT`,
  `ALTER TABLE handler ADD COLUMN role_id TEXT REFERENCES role (id)`,
  `CREATE TABLE handler_function (
    handler_id TEXT NOT NULL REFERENCES handler (id), function_id TEXT NOT NULL, PRIMARY KEY (handler_id, function_id)) STRICT, WITHOUT ROWID`,
  // A reset to 111111 (D2, D3) is a ticket, never a stored password; it is valid until the person has chosen a new one.
  `CREATE TABLE password_reset (
    handler_id TEXT PRIMARY KEY REFERENCES handler (id), reset_by TEXT NOT NULL REFERENCES handler (id), reset_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, used_at INTEGER, previous_hash TEXT) STRICT, WITHOUT ROWID`,
  `CREATE TABLE registry_officer (
    taxpayer_id TEXT NOT NULL, capacity TEXT NOT NULL CHECK (capacity IN ('legalRepresentative', 'financeOfficer')), name TEXT NOT NULL,
    id_type TEXT NOT NULL, id_number TEXT NOT NULL, PRIMARY KEY (taxpayer_id, capacity)) STRICT, WITHOUT ROWID`,
  // How the simulated registry of a training world behaves for a taxpayer; no row: it answers normally.
  `CREATE TABLE registry_steering (taxpayer_id TEXT PRIMARY KEY, outcome TEXT NOT NULL CHECK (outcome IN ('slow', 'down'))) STRICT, WITHOUT ROWID`,
];

export const enterpriseTables: Migration = {
  number: 4,
  name: 'enterprise',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
