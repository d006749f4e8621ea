import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // If two officers change one role or person, the later one gets a CONFLICT instead of overwriting (E2, E6).
  `ALTER TABLE role ADD COLUMN revision INTEGER NOT NULL DEFAULT 1`,
  `ALTER TABLE handler ADD COLUMN revision INTEGER NOT NULL DEFAULT 1`,
  `CREATE INDEX handler_of_role ON handler (role_id) WHERE role_id IS NOT NULL`,
  // Searches for people by an enterprise (E3), counted so that nobody can guess numbers; deleted after an hour.
  `CREATE TABLE staff_search (enterprise_id TEXT NOT NULL REFERENCES enterprise (id), at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX staff_search_of_enterprise ON staff_search (enterprise_id, at)`,
];

export const staffTables: Migration = {
  number: 8,
  name: 'staff',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
