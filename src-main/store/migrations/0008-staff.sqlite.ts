import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const staffTables: Migration = {
  number: 8,
  name: 'staff',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
