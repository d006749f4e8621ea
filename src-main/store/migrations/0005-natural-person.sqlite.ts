import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements: string[] = [];

export const naturalPersonTables: Migration = {
  number: 5,
  name: 'natural-person',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
