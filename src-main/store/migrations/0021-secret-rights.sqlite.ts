import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const levels = "IN ('member', 'leader', 'admin', 'named')";
const statements = [
  // A kind of account without a row: everybody in whose scope the client is may use and show it.
  `CREATE TABLE secret_right (
    kind TEXT NOT NULL, own_kind TEXT NOT NULL, use_by TEXT NOT NULL CHECK (use_by ${levels}), show_by TEXT NOT NULL CHECK (show_by ${levels}),
    show_reason INTEGER NOT NULL CHECK (show_reason IN (0, 1)), revision INTEGER NOT NULL, PRIMARY KEY (kind, own_kind)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE secret_right_person (
    kind TEXT NOT NULL, own_kind TEXT NOT NULL, handler_id TEXT NOT NULL REFERENCES member (handler_id), may TEXT NOT NULL CHECK (may IN ('use', 'show')),
    PRIMARY KEY (kind, own_kind, handler_id, may),
    FOREIGN KEY (kind, own_kind) REFERENCES secret_right (kind, own_kind) ON DELETE CASCADE) STRICT, WITHOUT ROWID`,
];

export const secretRightTables: Migration = {
  number: 21,
  name: 'secret-rights',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
