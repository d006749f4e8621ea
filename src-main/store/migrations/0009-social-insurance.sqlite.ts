import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements: string[] = [
  `CREATE TABLE insured_person (
    id TEXT PRIMARY KEY, enterprise_id TEXT NOT NULL REFERENCES enterprise (id), id_type TEXT NOT NULL, id_number TEXT NOT NULL, name TEXT NOT NULL,
    wage INTEGER NOT NULL CHECK (wage > 0), first_month TEXT NOT NULL, last_month TEXT CHECK (last_month >= first_month), revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX insured_person_of_enterprise ON insured_person (enterprise_id, first_month)`,
  `CREATE UNIQUE INDEX insured_person_once ON insured_person (enterprise_id, id_type, id_number) WHERE last_month IS NULL`,
  // One row per month; its receipts keep the submitted figures as calculated then.
  `CREATE TABLE insurance_declaration (
    id TEXT PRIMARY KEY, enterprise_id TEXT NOT NULL REFERENCES enterprise (id), month TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'correcting', 'paid')), wages TEXT NOT NULL, reason TEXT NOT NULL, revision INTEGER NOT NULL,
    saved_at INTEGER NOT NULL, saved_by_name TEXT NOT NULL, UNIQUE (enterprise_id, month)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE insurance_receipt (
    number TEXT PRIMARY KEY, declaration_id TEXT NOT NULL REFERENCES insurance_declaration (id), lines TEXT NOT NULL, people INTEGER NOT NULL,
    unit INTEGER NOT NULL, personal INTEGER NOT NULL, reason TEXT NOT NULL, submitted_at INTEGER NOT NULL, submitted_by_name TEXT NOT NULL, replaced_at INTEGER) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX insurance_receipt_that_counts ON insurance_receipt (declaration_id) WHERE replaced_at IS NULL`,
  `CREATE INDEX insurance_receipt_of_declaration ON insurance_receipt (declaration_id, submitted_at)`,
  `CREATE TABLE insurance_payment (
    declaration_id TEXT PRIMARY KEY REFERENCES insurance_declaration (id), receipt_number TEXT NOT NULL REFERENCES insurance_receipt (number), amount INTEGER NOT NULL,
    paid_day TEXT NOT NULL, voucher TEXT NOT NULL, slip_number TEXT NOT NULL UNIQUE, paid_at INTEGER NOT NULL, paid_by_name TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  // The simulated registry has more behaviours (B3, B9): it knows nobody, disagrees with the real-name record, or names a successor.
  `CREATE TABLE registry_steering_rebuilt (
    taxpayer_id TEXT PRIMARY KEY, outcome TEXT NOT NULL CHECK (outcome IN ('slow', 'down', 'unknown', 'disagrees', 'successor'))) STRICT, WITHOUT ROWID`,
  `INSERT INTO registry_steering_rebuilt SELECT taxpayer_id, outcome FROM registry_steering`,
  `DROP TABLE registry_steering`,
  `ALTER TABLE registry_steering_rebuilt RENAME TO registry_steering`,
];

export const socialInsuranceTables: Migration = {
  number: 9,
  name: 'social-insurance',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
