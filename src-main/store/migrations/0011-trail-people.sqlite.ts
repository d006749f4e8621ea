import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // Seals of the trail (ADR-0019): a signature over the hash of the last record at that time. Never changed, never deleted.
  `CREATE TABLE trail_seal (
    upto INTEGER PRIMARY KEY, at INTEGER NOT NULL, hash TEXT NOT NULL, public_key TEXT NOT NULL, signature TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TRIGGER trail_seal_never_changes BEFORE UPDATE ON trail_seal BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END`,
  `CREATE TRIGGER trail_seal_never_shrinks BEFORE DELETE ON trail_seal BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END`,
];

export const trailPeopleTables: Migration = {
  number: 11,
  name: 'trail-people',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
