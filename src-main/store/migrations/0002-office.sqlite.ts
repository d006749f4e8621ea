import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  `CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID`,
  `CREATE TABLE member (
    handler_id TEXT PRIMARY KEY REFERENCES handler (id), office_role TEXT NOT NULL CHECK (office_role IN ('admin', 'leader', 'member')),
    team_id TEXT REFERENCES team (id), public_key BLOB, sealed_private_key BLOB, wrapped_vault_key BLOB, vault_generation INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE TABLE client (
    client_id TEXT PRIMARY KEY REFERENCES enterprise (id), colour INTEGER NOT NULL CHECK (colour BETWEEN 0 AND 9), pinyin TEXT NOT NULL,
    initials TEXT NOT NULL, contact TEXT NOT NULL, note TEXT NOT NULL, revision INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE assignment (
    client_id TEXT NOT NULL REFERENCES client (client_id), handler_id TEXT NOT NULL REFERENCES member (handler_id),
    PRIMARY KEY (client_id, handler_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX assignment_of_handler ON assignment (handler_id)`,
  `CREATE TABLE client_use (
    handler_id TEXT NOT NULL REFERENCES member (handler_id), client_id TEXT NOT NULL REFERENCES client (client_id),
    favourite INTEGER NOT NULL, last_entered_at INTEGER, entered INTEGER NOT NULL, PRIMARY KEY (handler_id, client_id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE tab (
    handler_id TEXT NOT NULL REFERENCES member (handler_id), client_id TEXT NOT NULL REFERENCES client (client_id),
    position INTEGER NOT NULL, ended TEXT, PRIMARY KEY (handler_id, client_id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE remembered_password (
    client_id TEXT PRIMARY KEY REFERENCES client (client_id), agreement_id TEXT NOT NULL REFERENCES agreement (id), sealed BLOB NOT NULL,
    vault_generation INTEGER NOT NULL, password_version INTEGER NOT NULL, remembered_at INTEGER NOT NULL, remembered_by TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
];

export const officeTables: Migration = {
  number: 2,
  name: 'office',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
