import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { RealNameCollectionTable, RealNameDetailTable, RealNameRecordTable } from '../schema/people.ts';

export type RealNameRow = Selectable<RealNameRecordTable>;
export type CollectionRow = Selectable<RealNameCollectionTable>;

/** The current record of a person. */
export function realNameOf(db: Kysely<Schema>, personId: string): Promise<RealNameRow | undefined> {
  return db
    .selectFrom('real_name_record')
    .selectAll()
    .where('person_id', '=', personId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
}

/** The current record that verifies a mobile, with its person. */
export function realNameOfMobile(db: Kysely<Schema>, mobile: string) {
  return db
    .selectFrom('real_name_record')
    .innerJoin('person', 'person.id', 'real_name_record.person_id')
    .selectAll('real_name_record')
    .select(['person.id_type', 'person.id_number'])
    .where('mobile', '=', mobile)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
}

/** I3: every record of a person, newest first. */
export function realNameHistory(db: Kysely<Schema>, personId: string): Promise<RealNameRow[]> {
  return db
    .selectFrom('real_name_record')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('recorded_at', 'desc')
    .orderBy('replaced_at', (order) => order.desc().nullsFirst())
    .execute();
}

/** Stores a person's new current record; the former one is kept as history (I3). @param detail extra data of a collection; an attested card (A3) has none */
export async function putRealName(
  db: Kysely<Schema>,
  row: Insertable<RealNameRecordTable>,
  detail?: Omit<Insertable<RealNameDetailTable>, 'record_id'>,
): Promise<void> {
  await db
    .updateTable('real_name_record')
    .set({ replaced_at: row.recorded_at })
    .where('person_id', '=', row.person_id)
    .where('replaced_at', 'is', null)
    .execute();
  await db.insertInto('real_name_record').values(row).execute();
  if (detail)
    await db
      .insertInto('real_name_detail')
      .values({ record_id: row.id, ...detail })
      .execute();
}

export async function setPersonName(db: Kysely<Schema>, personId: string, name: string): Promise<void> {
  await db.updateTable('person').set({ name }).where('id', '=', personId).execute();
}

/** Present bindings of a person, with the person's name in each enterprise; null: the person's own. */
export function bindingsOf(db: Kysely<Schema>, personId: string) {
  return db
    .selectFrom('handler')
    .innerJoin('enterprise', 'enterprise.id', 'handler.enterprise_id')
    .select(['handler.id', 'handler.registered_name', 'enterprise.name as enterprise_name'])
    .where('handler.person_id', '=', personId)
    .where('handler.state', '!=', 'removed')
    .orderBy('handler.created_at')
    .execute();
}

/** Begins a collection and deletes the window's earlier one. */
export async function addCollection(db: Kysely<Schema>, row: Insertable<RealNameCollectionTable>): Promise<void> {
  await db.deleteFrom('real_name_collection').where('window', '=', row.window).execute();
  await db.deleteFrom('real_name_collection').where('expires_at', '<=', row.started_at).execute();
  await db.insertInto('real_name_collection').values(row).execute();
}

/** The collection in progress in this window. */
export function collectionOf(db: Kysely<Schema>, id: string, window: string): Promise<CollectionRow | undefined> {
  return db
    .selectFrom('real_name_collection')
    .selectAll()
    .where('id', '=', id)
    .where('window', '=', window)
    .executeTakeFirst();
}

export async function setCollection(db: Kysely<Schema>, id: string, change: Partial<CollectionRow>): Promise<void> {
  await db.updateTable('real_name_collection').set(change).where('id', '=', id).execute();
}

export async function endCollection(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('real_name_collection').where('id', '=', id).execute();
}
