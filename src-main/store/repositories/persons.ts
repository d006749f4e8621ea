import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { PersonAccountTable } from '../schema/people.ts';

/** A person with the current real-name record and the own account, if any. */
function persons(db: Kysely<Schema>) {
  return db
    .selectFrom('person')
    .leftJoin('real_name_record', (join) =>
      join.onRef('real_name_record.person_id', '=', 'person.id').on('real_name_record.replaced_at', 'is', null),
    )
    .leftJoin('person_account', 'person_account.person_id', 'person.id')
    .selectAll('person')
    .select([
      'real_name_record.name as verified_name',
      'real_name_record.mobile as verified_mobile',
      'real_name_record.recorded_at as verified_at',
      'real_name_record.origin as real_name_origin',
      'person_account.password_hash',
      'person_account.mobile as registered_mobile',
      'person_account.registered_at',
    ]);
}

export function personById(db: Kysely<Schema>, id: string) {
  return persons(db).where('person.id', '=', id).executeTakeFirst();
}
export type PersonRow = NonNullable<Awaited<ReturnType<typeof personById>>>;

/** The person with this document number, one with an account first: documents of two kinds may share it. */
export function personByNumber(db: Kysely<Schema>, idNumber: string) {
  return persons(db)
    .where('person.id_number', '=', idNumber)
    .orderBy('person_account.registered_at', (order) => order.asc().nullsLast())
    .limit(1)
    .executeTakeFirst();
}

/** The person with this mobile: verified by real-name collection, or registered by a person without such a record. */
export async function personByMobile(db: Kysely<Schema>, mobile: string): Promise<PersonRow | undefined> {
  return (
    (await persons(db).where('real_name_record.mobile', '=', mobile).executeTakeFirst()) ??
    persons(db).where('person_account.mobile', '=', mobile).where('real_name_record.id', 'is', null).executeTakeFirst()
  );
}

/** Adds an account, or sets its password; a former holder of the mobile loses it. */
export async function putAccount(db: Kysely<Schema>, row: Selectable<PersonAccountTable>): Promise<void> {
  if (row.mobile !== null)
    await db
      .updateTable('person_account')
      .set({ mobile: null })
      .where('mobile', '=', row.mobile)
      .where('person_id', '!=', row.person_id)
      .execute();
  await db
    .insertInto('person_account')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({ password_hash: row.password_hash, mobile: row.mobile }),
    )
    .execute();
}
