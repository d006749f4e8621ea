import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // Secret and fingerprint are null together: a change of the vault key found the seal damaged.
  `CREATE TABLE client_secret (
    id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES client (client_id), kind TEXT NOT NULL, own_kind TEXT NOT NULL,
    person TEXT NOT NULL, site TEXT NOT NULL, login TEXT NOT NULL,
    second_factor TEXT NOT NULL CHECK (second_factor IN ('none', 'sms', 'app', 'device')), factor_holder TEXT NOT NULL,
    valid_until TEXT, note TEXT NOT NULL, revision INTEGER NOT NULL, version INTEGER NOT NULL, sealed BLOB, fingerprint BLOB,
    vault_generation INTEGER NOT NULL, since INTEGER NOT NULL,
    CHECK ((sealed IS NULL) = (fingerprint IS NULL))) STRICT, WITHOUT ROWID`,
  `CREATE INDEX client_secret_of_client ON client_secret (client_id)`,
  `CREATE INDEX client_secret_alike ON client_secret (fingerprint)`,
  `CREATE TABLE client_secret_former (
    secret_id TEXT NOT NULL REFERENCES client_secret (id) ON DELETE CASCADE, version INTEGER NOT NULL, client_id TEXT NOT NULL, sealed BLOB NOT NULL,
    vault_generation INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, replaced_by TEXT NOT NULL,
    PRIMARY KEY (secret_id, version)) STRICT, WITHOUT ROWID`,
];

export const clientSecretTables: Migration = {
  number: 16,
  name: 'client-secrets',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
