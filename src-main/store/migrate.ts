import type { Kysely } from 'kysely';

/** One numbered step of the schema; runs in one transaction. */
export interface Migration {
  number: number;
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}
