import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** Instants of an enterprise's searches since `from`, oldest first; deletes older ones. */
export async function searchesSince(db: Kysely<Schema>, enterpriseId: string, from: number): Promise<number[]> {
  await db.deleteFrom('staff_search').where('enterprise_id', '=', enterpriseId).where('at', '<=', from).execute();
  const rows = await db
    .selectFrom('staff_search')
    .select('at')
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.at);
}

export async function addSearch(db: Kysely<Schema>, enterpriseId: string, at: number): Promise<void> {
  await db.insertInto('staff_search').values({ enterprise_id: enterpriseId, at }).execute();
}
