import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** The first clients of a world by id, with the enterprise rows of other ids; omits those unknown to the registry. */
export async function enterprisesToTry(db: Kysely<Schema>, clients: number, others: readonly string[]) {
  const known = await db.selectFrom('registry_officer').select('taxpayer_id').limit(1).executeTakeFirst();
  if (!known) return [];
  const first = await db.selectFrom('client').select('client_id').orderBy('client_id').limit(clients).execute();
  const ids = [...first.map((row) => row.client_id), ...others];
  const rows = await db.selectFrom('enterprise').selectAll().where('id', 'in', ids).execute();
  return ids.map((id) => rows.find((row) => row.id === id));
}

export async function markSocialInsuranceOnly(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('enterprise')
    .set({ social_insurance_only: true })
    .where('id', 'in', [...ids])
    .execute();
}
