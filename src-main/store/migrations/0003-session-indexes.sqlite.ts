import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

/** Sessions, flows and codes are kept for good. Without these indexes, a query about a window reads all of them at every start of a page. */
const statements = [
  `CREATE INDEX session_ended_of_window ON session (window, ended_at) WHERE ended_at IS NOT NULL`,
  `CREATE INDEX sign_in_flow_open_of_window ON sign_in_flow (window) WHERE ended_at IS NULL`,
  `CREATE INDEX sms_code_in_hand ON sms_code (flow_id) WHERE replaced_at IS NULL`,
];

export const sessionIndexes: Migration = {
  number: 3,
  name: 'session-indexes',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
