import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  `ALTER TABLE client_dossier ADD COLUMN service_from TEXT`,
  // What people know of an obligation of a client; one without a row is as its return and its payments say.
  `CREATE TABLE obligation_mark (
    client_id TEXT NOT NULL REFERENCES client (client_id), obligation TEXT NOT NULL, period TEXT NOT NULL,
    stage TEXT CHECK (stage IN ('papers', 'compute', 'confirm', 'ready', 'blocked', 'notNeeded', 'elsewhere')), reason TEXT NOT NULL,
    amount INTEGER CHECK (amount >= 0), receipt TEXT NOT NULL, filed_day TEXT, paid_day TEXT, revision INTEGER NOT NULL, at INTEGER NOT NULL,
    by_id TEXT NOT NULL, by_name TEXT NOT NULL, PRIMARY KEY (client_id, obligation, period), CHECK (paid_day IS NULL OR filed_day IS NOT NULL))
    STRICT, WITHOUT ROWID`,
  `CREATE INDEX obligation_mark_of_period ON obligation_mark (period)`,
  `CREATE INDEX filing_of_period ON filing (period)`,
  `CREATE INDEX payment_of_period ON payment (period)`,
];

export const obligationTables: Migration = {
  number: 23,
  name: 'obligations',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
