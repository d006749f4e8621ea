import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** Tabs of a staff member in the order of the tab strip. */
export function tabsOf(db: Kysely<Schema>, handlerId: string) {
  return db
    .selectFrom('tab')
    .innerJoin('enterprise', 'enterprise.id', 'tab.client_id')
    .innerJoin('client', 'client.client_id', 'tab.client_id')
    .select([
      'tab.client_id',
      'tab.position',
      'tab.ended',
      'enterprise.name',
      'enterprise.taxpayer_id',
      'client.colour',
    ])
    .where('tab.handler_id', '=', handlerId)
    .orderBy('tab.position')
    .execute();
}

/** Adds a tab at the end of the strip, or unlocks the existing one. */
export async function openTab(db: Kysely<Schema>, handlerId: string, clientId: string): Promise<void> {
  const last = await db
    .selectFrom('tab')
    .select((e) => e.fn.max('position').as('position'))
    .where('handler_id', '=', handlerId)
    .executeTakeFirst();
  await db
    .insertInto('tab')
    .values({ handler_id: handlerId, client_id: clientId, position: (last?.position ?? 0) + 1, ended: null })
    .onConflict((conflict) => conflict.columns(['handler_id', 'client_id']).doUpdateSet({ ended: null }))
    .execute();
}

/** Locks a tab; a tab that the user closed stays closed. */
export async function lockTab(db: Kysely<Schema>, handlerId: string, clientId: string, ended: string): Promise<void> {
  await db
    .updateTable('tab')
    .set({ ended })
    .where('handler_id', '=', handlerId)
    .where('client_id', '=', clientId)
    .execute();
}

export async function removeTab(db: Kysely<Schema>, handlerId: string, clientId: string): Promise<void> {
  await db.deleteFrom('tab').where('handler_id', '=', handlerId).where('client_id', '=', clientId).execute();
}

/** Locks every tab that is marked as open. */
export async function lockAllTabs(db: Kysely<Schema>, ended: string): Promise<void> {
  await db.updateTable('tab').set({ ended }).where('ended', 'is', null).execute();
}

/** Deletes every tab of a staff member. */
export async function clearTabs(db: Kysely<Schema>, handlerId: string): Promise<void> {
  await db.deleteFrom('tab').where('handler_id', '=', handlerId).execute();
}
