import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const officeStaffTables: Migration = {
  number: 10,
  name: 'office-staff',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
