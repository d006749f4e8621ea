import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // The import's own act wrote the trail records from `first_seq` to `last_seq`; those up to `end_seq` may be its consequences.
  `CREATE TABLE import_run (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL, handler_id TEXT NOT NULL, by_name TEXT NOT NULL, session_id TEXT NOT NULL, file TEXT NOT NULL,
    added INTEGER NOT NULL, updated INTEGER NOT NULL, accounts INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
    end_seq INTEGER, undone_at INTEGER, undone_by TEXT, undo_first_seq INTEGER, undo_last_seq INTEGER, undo_result TEXT) STRICT, WITHOUT ROWID`,
  // A client that the undo removes does not count as a reference; a change of the vault key deletes passwords sealed under the former key.
  `CREATE TABLE import_row (
    import_id TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE, client_id TEXT NOT NULL, change TEXT NOT NULL, remembered TEXT,
    PRIMARY KEY (import_id, client_id)) STRICT, WITHOUT ROWID`,
];

export const importJournal: Migration = {
  number: 17,
  name: 'import-journal',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
