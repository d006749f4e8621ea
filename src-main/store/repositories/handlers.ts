import type { Insertable, Kysely, Selectable } from 'kysely';
import type { HandlerTable } from '../schema/enterprises.ts';
import type { Schema } from '../schema/index.ts';
import type { PersonTable } from '../schema/people.ts';

export function personByIdNumber(db: Kysely<Schema>, idType: string, idNumber: string) {
  return db
    .selectFrom('person')
    .selectAll()
    .where('id_type', '=', idType)
    .where('id_number', '=', idNumber)
    .executeTakeFirst();
}

export async function addPerson(db: Kysely<Schema>, row: Insertable<PersonTable>): Promise<void> {
  await db.insertInto('person').values(row).execute();
}

export async function addHandler(db: Kysely<Schema>, row: Insertable<HandlerTable>): Promise<void> {
  await db.insertInto('handler').values(row).execute();
}

export async function setRegisteredName(db: Kysely<Schema>, handlerId: string, name: string): Promise<void> {
  await db.updateTable('handler').set({ registered_name: name }).where('id', '=', handlerId).execute();
}

/** Removes a handler's binding to the enterprise; the row stays, because the trail names it. */
export async function removeHandler(db: Kysely<Schema>, handlerId: string, at: number): Promise<void> {
  await db.updateTable('handler').set({ state: 'removed', removed_at: at }).where('id', '=', handlerId).execute();
}

/** Handlers whose awaited real-name record exists now, under the name that the enterprise has for them (E4). @param personId of this person only */
export function pendingWithRealName(db: Kysely<Schema>, personId?: string) {
  let select = db
    .selectFrom('handler')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .innerJoin('enterprise', 'enterprise.id', 'handler.enterprise_id')
    .innerJoin('real_name_record', (join) =>
      join.onRef('real_name_record.person_id', '=', 'person.id').on('real_name_record.replaced_at', 'is', null),
    )
    .select((e) => [
      'handler.id',
      'handler.enterprise_id',
      'enterprise.name as enterprise_name',
      'enterprise.is_agency',
      e.fn.coalesce('handler.registered_name', 'person.name').as('name'),
      'real_name_record.name as verified_name',
    ])
    .where('handler.state', '=', 'pending')
    .whereRef('real_name_record.name', '=', (e) => e.fn.coalesce('handler.registered_name', 'person.name'));
  if (personId !== undefined) select = select.where('handler.person_id', '=', personId);
  return select.execute();
}

/** Enterprises to which a person is bound, pending or not. */
export async function enterprisesOfPerson(db: Kysely<Schema>, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('handler')
    .select('enterprise_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('state', '!=', 'removed')
    .execute();
  return rows.map((row) => row.enterprise_id);
}

export async function activateHandler(db: Kysely<Schema>, handlerId: string): Promise<void> {
  await db
    .updateTable('handler')
    .set({ state: 'active' })
    .where('id', '=', handlerId)
    .where('state', '=', 'pending')
    .execute();
}

/** Increases a handler's revision. @returns whether nobody had changed it since `revision` */
export async function bumpHandler(
  db: Kysely<Schema>,
  handler: Pick<Selectable<HandlerTable>, 'id' | 'revision'>,
  change: Partial<Pick<HandlerTable, 'capacity'>> = {},
): Promise<boolean> {
  const result = await db
    .updateTable('handler')
    .set({ ...change, revision: handler.revision + 1 })
    .where('id', '=', handler.id)
    .where('revision', '=', handler.revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A person by document, with the name of the current real-name record, or null where there is none. */
export function personWithRealName(db: Kysely<Schema>, idType: string, idNumber: string) {
  return db
    .selectFrom('person')
    .leftJoin('real_name_record', (join) =>
      join.onRef('real_name_record.person_id', '=', 'person.id').on('real_name_record.replaced_at', 'is', null),
    )
    .selectAll('person')
    .select('real_name_record.name as verified_name')
    .where('id_type', '=', idType)
    .where('id_number', '=', idNumber)
    .executeTakeFirst();
}

/** B7: records the first sync of an enterprise's handlers; later syncs do not change its instant. */
export async function markSynced(db: Kysely<Schema>, enterpriseId: string, at: number): Promise<void> {
  await db
    .updateTable('enterprise')
    .set({ handlers_synced_at: at })
    .where('id', '=', enterpriseId)
    .where('handlers_synced_at', 'is', null)
    .execute();
}
