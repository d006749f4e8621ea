import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const realNameTables: Migration = {
  number: 6,
  name: 'real-name',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
