import type { Insertable, Kysely } from 'kysely';
import type { HandlerTable, PersonTable, Schema } from '../schema.ts';

export function personByIdNumber(db: Kysely<Schema>, idType: string, idNumber: string) {
  return db.selectFrom('person').selectAll().where('id_type', '=', idType).where('id_number', '=', idNumber).executeTakeFirst();
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

/** Takes a handler's binding to the enterprise away; the row stays, because the trail names it. */
export async function removeHandler(db: Kysely<Schema>, handlerId: string, at: number): Promise<void> {
  await db.updateTable('handler').set({ state: 'removed', removed_at: at }).where('id', '=', handlerId).execute();
}

/** B7: the first sync of an enterprise's handlers; a later one leaves its instant as it is. */
export async function markSynced(db: Kysely<Schema>, enterpriseId: string, at: number): Promise<void> {
  await db.updateTable('enterprise').set({ handlers_synced_at: at }).where('id', '=', enterpriseId).where('handlers_synced_at', 'is', null).execute();
}
