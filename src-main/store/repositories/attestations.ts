import type { Insertable, Kysely } from 'kysely';
import type { RealNameRecordTable, Schema } from '../schema.ts';

/** The current real-name record of a person. */
export function currentRecord(db: Kysely<Schema>, personId: string) {
  return db.selectFrom('real_name_record').selectAll().where('person_id', '=', personId).where('replaced_at', 'is', null).executeTakeFirst();
}

/** Whose current record a mobile stands in. */
export function holderOfMobile(db: Kysely<Schema>, mobile: string) {
  return db.selectFrom('real_name_record').select('person_id').where('mobile', '=', mobile).where('replaced_at', 'is', null).executeTakeFirst();
}

/** Puts a record in the place of the person's current one, which is kept as history (I3); the person has its name from now on. */
export async function putAttestedRecord(db: Kysely<Schema>, row: Omit<Insertable<RealNameRecordTable>, 'origin'>): Promise<void> {
  await db.updateTable('real_name_record').set({ replaced_at: row.recorded_at }).where('person_id', '=', row.person_id).where('replaced_at', 'is', null).execute();
  await db.insertInto('real_name_record').values({ ...row, origin: 'attested' }).execute();
  await db.updateTable('person').set({ name: row.name }).where('id', '=', row.person_id).execute();
}
