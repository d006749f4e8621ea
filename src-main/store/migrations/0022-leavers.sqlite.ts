import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // What somebody who left could see or had used: names stay when the account or the client is gone.
  `CREATE TABLE leaver (
    id TEXT PRIMARY KEY, handler_id TEXT NOT NULL REFERENCES member (handler_id), name TEXT NOT NULL, at INTEGER NOT NULL, by_name TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE leaver_secret (
    leaver_id TEXT NOT NULL REFERENCES leaver (id) ON DELETE CASCADE, account_id TEXT NOT NULL, client_id TEXT NOT NULL, client_name TEXT NOT NULL,
    account_name TEXT NOT NULL, version INTEGER NOT NULL, used_at INTEGER, used_how TEXT CHECK (used_how IN ('show', 'copy', 'export')),
    waived_at INTEGER, waived_by TEXT, waived_reason TEXT,
    PRIMARY KEY (leaver_id, account_id),
    CHECK ((used_at IS NULL) = (used_how IS NULL)), CHECK ((waived_at IS NULL) = (waived_by IS NULL)),
    CHECK ((waived_at IS NULL) = (waived_reason IS NULL))) STRICT, WITHOUT ROWID`,
  `CREATE INDEX leaver_secret_of_client ON leaver_secret (client_id)`,
];

export const leaverTables: Migration = {
  number: 22,
  name: 'leavers',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
