import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const ofClient = `client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE`;

const statements = [
  // What is known of a client once; a client without a row has an empty dossier.
  `CREATE TABLE client_dossier (
    client_id TEXT PRIMARY KEY REFERENCES client (client_id) ON DELETE CASCADE, region TEXT NOT NULL, tax_office TEXT NOT NULL, founded TEXT,
    licence_from TEXT, licence_until TEXT, licence_always INTEGER NOT NULL, capital INTEGER, capital_due TEXT, credit_level TEXT NOT NULL,
    lead_id TEXT, assistant_id TEXT, field_id TEXT, seal_number TEXT NOT NULL, paper_number TEXT NOT NULL, fee INTEGER, billing TEXT NOT NULL,
    fee_note TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE client_former (
    ${ofClient}, id TEXT NOT NULL, position INTEGER NOT NULL, what TEXT NOT NULL CHECK (what IN ('name', 'taxpayerId')), value TEXT NOT NULL,
    until TEXT, PRIMARY KEY (client_id, id)) STRICT, WITHOUT ROWID`,
  // The kind of taxpayer from a day on, until the next row's day.
  `CREATE TABLE client_kind (
    ${ofClient}, id TEXT NOT NULL, since TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('general', 'smallScale')),
    PRIMARY KEY (client_id, id), UNIQUE (client_id, since)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE client_tax (
    ${ofClient}, id TEXT NOT NULL, position INTEGER NOT NULL, tax TEXT NOT NULL, own_tax TEXT NOT NULL, every TEXT NOT NULL, since TEXT NOT NULL,
    until TEXT, PRIMARY KEY (client_id, id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE client_person (
    ${ofClient}, id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, person_roles TEXT NOT NULL, id_type TEXT, id_number TEXT NOT NULL,
    mobiles TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (client_id, id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE client_tag (${ofClient}, tag TEXT NOT NULL, PRIMARY KEY (client_id, tag)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE client_bank_account (
    ${ofClient}, id TEXT NOT NULL, position INTEGER NOT NULL, purpose TEXT NOT NULL, bank TEXT NOT NULL, number TEXT NOT NULL,
    tax_debit INTEGER NOT NULL, PRIMARY KEY (client_id, id)) STRICT, WITHOUT ROWID`,
  // Fields of the office's own. A retired one is no longer filled in; what stands in it stays.
  `CREATE TABLE own_field (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, group_name TEXT NOT NULL, name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('text', 'number', 'money', 'day', 'choice', 'yesNo')), choices TEXT NOT NULL, retired INTEGER NOT NULL)
    STRICT, WITHOUT ROWID`,
  `CREATE TABLE client_own_value (
    ${ofClient}, field_id TEXT NOT NULL REFERENCES own_field (id), value TEXT NOT NULL, PRIMARY KEY (client_id, field_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX client_own_value_of_field ON client_own_value (field_id)`,
];

export const clientDossiers: Migration = {
  number: 19,
  name: 'client-dossier',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
