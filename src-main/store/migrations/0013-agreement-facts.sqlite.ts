import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // Everything that decides the view of an agreement in the delegation centre: counting and sorting 100,000 agreements reads only this index.
  `CREATE INDEX agreement_facts ON agreement (agency_id, client_id, decided, first_day, last_day, created_at, decided_at, recognised_at, end_reported_at)`,
  // This older index has the same first columns and is no longer needed.
  `DROP INDEX agreement_of_pair`,
  // A search counts active agreements by their last day, also without reading their rows.
  `DROP INDEX agreement_of_agency_last`,
  `CREATE INDEX agreement_of_agency_last ON agreement (agency_id, last_day, decided, client_id)`,
  // L5: only a few of all changes wait for their report.
  `CREATE INDEX agreement_change_unreported ON agreement_change (agreement_id, at) WHERE reported_at IS NULL`,
];

export const agreementFacts: Migration = {
  number: 13,
  name: 'agreement-facts',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
