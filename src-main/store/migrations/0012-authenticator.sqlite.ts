import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // 动态口令 replaces SMS (ADR-0008). The secret is sealed under a key of this desk, bound to the handler and to `id`.
  // Codes that expire at `spent_until` or earlier are no longer valid: used, or expired before the clock was set back.
  `CREATE TABLE authenticator (
    handler_id TEXT PRIMARY KEY REFERENCES handler (id), id TEXT NOT NULL, sealed BLOB NOT NULL, set_up_at INTEGER NOT NULL, spent_until INTEGER NOT NULL) STRICT`,
  // A set-up that was shown and waits for its first right code; valid in the session that asked for it.
  `CREATE TABLE authenticator_set_up (
    handler_id TEXT PRIMARY KEY REFERENCES handler (id), id TEXT NOT NULL, session_id TEXT NOT NULL REFERENCES session (id), sealed BLOB NOT NULL,
    started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT`,
];

export const authenticatorTables: Migration = {
  number: 12,
  name: 'authenticator',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
