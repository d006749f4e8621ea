import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // A one-time code that replaces 111111 if no SMS can be sent (office profile); null: 111111.
  `ALTER TABLE password_reset ADD COLUMN ticket_hash TEXT`,
  // When a person last logged in: read from the trail, which does not depend on old sessions.
  `CREATE INDEX audit_of_sign_in ON audit (handler_id, seq) WHERE act = 'agency.staff.signIn'`,
  // The agency's agreements in the order of the delegation centre: newest first, and by their last day.
  `CREATE INDEX agreement_of_agency_made ON agreement (agency_id, created_at)`,
  `CREATE INDEX agreement_of_agency_last ON agreement (agency_id, last_day)`,
];

export const officeStaffTables: Migration = {
  number: 10,
  name: 'office-staff',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
