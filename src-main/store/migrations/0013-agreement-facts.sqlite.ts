import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // All that decides in which view of the delegation centre an agreement stands: counting and sorting 100,000 of them reads this and no row.
  `CREATE INDEX agreement_facts ON agreement (agency_id, client_id, decided, first_day, last_day, created_at, decided_at, recognised_at, end_reported_at)`,
  // It begins as this one does, which is only in the way now.
  `DROP INDEX agreement_of_pair`,
  // What stands is counted for a search by its last day, without its rows, too.
  `DROP INDEX agreement_of_agency_last`,
  `CREATE INDEX agreement_of_agency_last ON agreement (agency_id, last_day, decided, client_id)`,
  // L5: few changes wait for their report, of all that ever were.
  `CREATE INDEX agreement_change_unreported ON agreement_change (agreement_id, at) WHERE reported_at IS NULL`,
];

export const agreementFacts: Migration = {
  number: 13,
  name: 'agreement-facts',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
