import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // How a member keeps a list, and the filters a member has saved: a member who leaves the office takes them along.
  `CREATE TABLE list_layout (
    handler_id TEXT NOT NULL REFERENCES member (handler_id) ON DELETE CASCADE, list TEXT NOT NULL, layout_columns TEXT NOT NULL,
    PRIMARY KEY (handler_id, list)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE saved_filter (
    id TEXT PRIMARY KEY, handler_id TEXT NOT NULL REFERENCES member (handler_id) ON DELETE CASCADE, name TEXT NOT NULL, place INTEGER NOT NULL,
    filter_question TEXT NOT NULL, UNIQUE (handler_id, name)) STRICT, WITHOUT ROWID`,
];

export const listViewTables: Migration = {
  // Becomes 21 when the migrations 19 and 20 stand before it: numbers have no gap.
  number: 20,
  name: 'list-views',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
