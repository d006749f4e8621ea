import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // A client that the office serves no more, from this day on; who comes back has no row. What was stopped before is in the trail.
  `CREATE TABLE client_stop (
    client_id TEXT PRIMARY KEY REFERENCES client (client_id), day TEXT NOT NULL, reason TEXT NOT NULL, handler_id TEXT NOT NULL,
    by_name TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
];

export const clientStops: Migration = {
  number: 18,
  name: 'client-stop',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
