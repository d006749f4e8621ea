import type { Database } from '../schema/index.ts';

/** The person for whom each mobile is verified, by mobile; unverified mobiles are omitted. */
export async function namesOfMobiles(db: Database, mobiles: readonly string[]): Promise<Map<string, string>> {
  if (mobiles.length === 0) return new Map();
  const rows = await db
    .selectFrom('real_name_record')
    .select(['mobile', 'name'])
    .where('replaced_at', 'is', null)
    .where('mobile', 'in', [...new Set(mobiles)])
    .execute();
  return new Map(rows.map((row) => [row.mobile, row.name]));
}
