import { type Kysely, sql } from 'kysely';

/** Whether there is a table of this name. The query builder's own check would read every column of every table at each opening. */
export async function hasTable(db: Kysely<unknown>, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${name}`.execute(db);
  return rows.length > 0;
}
