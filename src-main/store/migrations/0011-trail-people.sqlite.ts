import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const trailPeopleTables: Migration = {
  number: 11,
  name: 'trail-people',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
