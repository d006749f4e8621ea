import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  `CREATE TABLE client_attachment (
    id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES client (client_id), name TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('pdf', 'jpg', 'png')), bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
    agreement_id TEXT REFERENCES agreement (id) ON DELETE SET NULL, added_at INTEGER NOT NULL, added_by TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX client_attachment_of_client ON client_attachment (client_id)`,
  `CREATE INDEX client_attachment_of_agreement ON client_attachment (agreement_id)`,
  // A table with rowids: pieces are long, and rows without rowid would carry them through the index.
  `CREATE TABLE attachment_piece (
    attachment_id TEXT NOT NULL REFERENCES client_attachment (id) ON DELETE CASCADE, position INTEGER NOT NULL, content BLOB NOT NULL,
    sha256 TEXT NOT NULL, PRIMARY KEY (attachment_id, position)) STRICT`,
];

export const attachmentTables: Migration = {
  number: 24,
  name: 'client-attachments',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
