import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // In a table beside the record, because an attested record (A3) has none of these.
  `CREATE TABLE real_name_detail (
    record_id TEXT PRIMARY KEY REFERENCES real_name_record (id), address TEXT NOT NULL, email TEXT) STRICT, WITHOUT ROWID`,
  `CREATE INDEX real_name_history_of_person ON real_name_record (person_id, recorded_at)`,
  // A collection in progress. Its row is deleted at its end, because it holds data shown but not submitted.
  `CREATE TABLE real_name_collection (
    id TEXT PRIMARY KEY, window TEXT NOT NULL UNIQUE, phone TEXT NOT NULL, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    name TEXT, id_type TEXT, id_number TEXT, mobile TEXT, address TEXT, email TEXT,
    CHECK ((name IS NULL) = (id_number IS NULL)), CHECK (mobile IS NULL OR (name IS NOT NULL AND address IS NOT NULL))) STRICT, WITHOUT ROWID`,
  // The simulated phones of a training world: identity card and number of the owner, and the result that the trainer wants next (I2).
  `CREATE TABLE phone (
    id TEXT PRIMARY KEY, id_type TEXT NOT NULL, id_number TEXT NOT NULL, card_name TEXT NOT NULL, mobile TEXT NOT NULL UNIQUE,
    outcome TEXT CHECK (outcome IN ('cardUnreadable', 'nameMismatch', 'mobileTaken', 'faceMismatch')),
    UNIQUE (id_type, id_number)) STRICT, WITHOUT ROWID`,
];

export const realNameTables: Migration = {
  number: 6,
  name: 'real-name',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
