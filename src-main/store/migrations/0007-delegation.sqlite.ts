import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const delegationTables: Migration = {
  number: 7,
  name: 'delegation',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
