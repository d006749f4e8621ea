import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  `CREATE TABLE person (
    id TEXT PRIMARY KEY, id_type TEXT NOT NULL, id_number TEXT NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL,
    UNIQUE (id_type, id_number)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE real_name_record (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), name TEXT NOT NULL, mobile TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('collected', 'attested')), recorded_at INTEGER NOT NULL, replaced_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX real_name_of_person ON real_name_record (person_id) WHERE replaced_at IS NULL`,
  `CREATE UNIQUE INDEX real_name_of_mobile ON real_name_record (mobile) WHERE replaced_at IS NULL`,
  `CREATE TABLE enterprise (
    id TEXT PRIMARY KEY, taxpayer_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('general', 'smallScale')),
    address TEXT NOT NULL, social_insurance_only INTEGER NOT NULL, is_agency INTEGER NOT NULL, password_hash TEXT,
    handlers_synced_at INTEGER, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE handler (
    id TEXT PRIMARY KEY, enterprise_id TEXT NOT NULL REFERENCES enterprise (id), person_id TEXT NOT NULL REFERENCES person (id),
    capacity TEXT NOT NULL CHECK (capacity IN ('legalRepresentative', 'financeOfficer', 'handler', 'invoiceCollector')),
    state TEXT NOT NULL CHECK (state IN ('active', 'pending', 'removed')), password_hash TEXT,
    created_at INTEGER NOT NULL, removed_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE INDEX handler_of_enterprise ON handler (enterprise_id)`,
  `CREATE INDEX handler_of_person ON handler (person_id)`,
  `CREATE TABLE function_set (id TEXT PRIMARY KEY, functions TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE agreement (
    id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES enterprise (id), agency_id TEXT NOT NULL REFERENCES enterprise (id),
    decided TEXT NOT NULL CHECK (decided IN ('proposed', 'recognised', 'suspended', 'cancelled', 'declined')),
    first_day TEXT NOT NULL, last_day TEXT NOT NULL CHECK (last_day >= first_day), function_set_id TEXT NOT NULL REFERENCES function_set (id),
    password_hash TEXT, password_version INTEGER NOT NULL, recorded_by_agency INTEGER NOT NULL,
    created_at INTEGER NOT NULL, decided_at INTEGER, end_reason TEXT, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX agreement_of_pair ON agreement (agency_id, client_id)`,
  `CREATE TABLE session (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, window TEXT NOT NULL, origin TEXT NOT NULL, handler_id TEXT NOT NULL REFERENCES handler (id),
    enterprise_id TEXT NOT NULL REFERENCES enterprise (id), parent_id TEXT REFERENCES session (id), agreement_id TEXT REFERENCES agreement (id),
    started_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, locked_at INTEGER,
    ended_at INTEGER, end_reason TEXT) STRICT, WITHOUT ROWID`,
  `CREATE INDEX session_open_of_window ON session (window) WHERE ended_at IS NULL`,
  `CREATE INDEX session_open_of_agreement ON session (agreement_id) WHERE ended_at IS NULL`,
  `CREATE INDEX session_of_parent ON session (parent_id)`,
  `CREATE TABLE sign_in_flow (
    id TEXT PRIMARY KEY, window TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES enterprise (id), started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, ended_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sms_code (
    id TEXT PRIMARY KEY, purpose TEXT NOT NULL, flow_id TEXT NOT NULL, mobile TEXT NOT NULL, salt TEXT NOT NULL, hash TEXT NOT NULL,
    sent_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, tries INTEGER NOT NULL, used_at INTEGER, replaced_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sms_code_of_mobile ON sms_code (mobile, sent_at)`,
  `CREATE TABLE throttle (
    key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_failure_at INTEGER NOT NULL, locked_until INTEGER, locks INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, act TEXT NOT NULL, text TEXT NOT NULL, result TEXT NOT NULL, rule TEXT,
    handler_id TEXT, staff_name TEXT, agency_id TEXT, client_id TEXT, client_name TEXT, session_id TEXT, origin TEXT NOT NULL,
    detail TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT`,
  `CREATE INDEX audit_of_client ON audit (client_id, seq)`,
  `CREATE INDEX audit_of_handler ON audit (handler_id, seq)`,
  // Records are only added to the trail, never changed (J4).
  `CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END`,
  `CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END`,
  `CREATE TABLE filing (
    id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES enterprise (id), tax TEXT NOT NULL, form TEXT NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted')), lines TEXT NOT NULL, payable INTEGER NOT NULL, revision INTEGER NOT NULL,
    saved_at INTEGER NOT NULL, saved_by TEXT NOT NULL, saved_by_name TEXT NOT NULL, submitted_at INTEGER, submitted_by TEXT,
    submitted_by_name TEXT, receipt_number TEXT UNIQUE, agreement_id TEXT NOT NULL REFERENCES agreement (id),
    UNIQUE (client_id, tax, period)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE payment (
    id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES enterprise (id), tax TEXT NOT NULL, period TEXT NOT NULL, amount INTEGER NOT NULL,
    paid_day TEXT NOT NULL, voucher TEXT NOT NULL, recorded_by TEXT NOT NULL, recorded_by_name TEXT NOT NULL, recorded_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX payment_of_client ON payment (client_id, paid_day)`,
  `CREATE TABLE certificate (
    number TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES enterprise (id), from_day TEXT NOT NULL, to_day TEXT NOT NULL, sum INTEGER NOT NULL,
    issued_at INTEGER NOT NULL, issued_by TEXT NOT NULL, issued_by_name TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE number_series (series TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
];

export const bureauTables: Migration = {
  number: 1,
  name: 'bureau',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
