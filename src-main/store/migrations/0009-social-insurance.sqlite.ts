import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const socialInsuranceTables: Migration = {
  number: 9,
  name: 'social-insurance',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
