import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const sessionColumns =
  'id, kind, window, origin, handler_id, enterprise_id, parent_id, agreement_id, ticket_for, started_at, last_used_at, ends_at, locked_at, ended_at, end_reason';

const statements = [
  // A natural person's own account (F1, A5), separate from every handler's password: one person may be a handler of many enterprises.
  `CREATE TABLE person_account (
    person_id TEXT PRIMARY KEY REFERENCES person (id), password_hash TEXT NOT NULL, mobile TEXT UNIQUE, registered_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX person_of_number ON person (id_number)`,
  // A person's session acts only for themselves, so it names a person instead of an enterprise and its handler; the ticket of D5 does the same.
  // An enterprise session that was entered from it (F2) names it in person_session_id and ends with it.
  `CREATE TABLE session_rebuilt (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, window TEXT NOT NULL, origin TEXT NOT NULL, handler_id TEXT REFERENCES handler (id),
    enterprise_id TEXT REFERENCES enterprise (id), person_id TEXT REFERENCES person (id), parent_id TEXT REFERENCES session (id),
    person_session_id TEXT REFERENCES session (id), agreement_id TEXT REFERENCES agreement (id),
    ticket_for TEXT CHECK (ticket_for IN ('enterprisePassword', 'personalPassword', 'accountPassword')),
    started_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, locked_at INTEGER,
    ended_at INTEGER, end_reason TEXT,
    CHECK (CASE WHEN kind = 'person' OR ticket_for = 'accountPassword' THEN person_id IS NOT NULL AND enterprise_id IS NULL AND handler_id IS NULL
      ELSE person_id IS NULL AND enterprise_id IS NOT NULL AND (handler_id IS NULL) = (kind = 'socialInsurance') END),
    CHECK (person_session_id IS NULL OR kind = 'enterprise'), CHECK ((ticket_for IS NOT NULL) = (kind = 'ticket'))) STRICT, WITHOUT ROWID`,
  `INSERT INTO session_rebuilt (${sessionColumns}) SELECT ${sessionColumns} FROM session`,
  `DROP TABLE session`,
  `ALTER TABLE session_rebuilt RENAME TO session`,
  `CREATE INDEX session_open_of_window ON session (window) WHERE ended_at IS NULL`,
  `CREATE INDEX session_open_of_agreement ON session (agreement_id) WHERE ended_at IS NULL`,
  `CREATE INDEX session_open_of_enterprise ON session (enterprise_id) WHERE ended_at IS NULL`,
  `CREATE INDEX session_open_of_person ON session (person_id) WHERE ended_at IS NULL`,
  `CREATE INDEX session_of_parent ON session (parent_id)`,
  `CREATE INDEX session_of_person_session ON session (person_session_id, started_at) WHERE person_session_id IS NOT NULL`,
  `CREATE INDEX session_ended_of_window ON session (window, ended_at) WHERE ended_at IS NOT NULL`,
  // Flows live ten minutes and their windows are gone by now: no flow is copied.
  `DROP TABLE sign_in_flow`,
  `CREATE TABLE sign_in_flow (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('agencyStaff', 'enterprise', 'quick', 'recovery', 'personRecovery', 'registerPerson', 'registerEnterprise')),
    window TEXT NOT NULL, enterprise_id TEXT REFERENCES enterprise (id), handler_id TEXT REFERENCES handler (id), person_id TEXT REFERENCES person (id), mobile TEXT,
    started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sign_in_flow_open_of_window ON sign_in_flow (window) WHERE ended_at IS NULL`,
];

export const naturalPersonTables: Migration = {
  number: 5,
  name: 'natural-person',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
