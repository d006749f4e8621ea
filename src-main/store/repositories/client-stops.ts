import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { ClientStopTable } from '../schema/office.ts';
import { slices } from './slices.ts';

export type ClientStopRow = Selectable<ClientStopTable>;

/** The stop of a client, begun or planned; undefined: it is served. */
export function clientStop(db: Kysely<Schema>, clientId: string): Promise<ClientStopRow | undefined> {
  return db.selectFrom('client_stop').selectAll().where('client_id', '=', clientId).executeTakeFirst();
}

/** Stops of these clients, begun or planned, by client. */
export async function clientStopsOf(
  db: Kysely<Schema>,
  clientIds: readonly string[],
): Promise<Map<string, ClientStopRow>> {
  const found = new Map<string, ClientStopRow>();
  for (const slice of slices(clientIds)) {
    const rows = await db.selectFrom('client_stop').selectAll().where('client_id', 'in', slice).execute();
    for (const row of rows) found.set(row.client_id, row);
  }
  return found;
}

/** Days from which clients are stopped, of a range of ids: from `first` to `last`, both included. */
export function clientStopsBetween(db: Kysely<Schema>, first: string, last: string): Promise<ClientStopRow[]> {
  return db
    .selectFrom('client_stop')
    .selectAll()
    .where('client_id', '>=', first)
    .where('client_id', '<=', last)
    .execute();
}

/** Stops a client; one that is stopped already is stopped anew. */
export async function putClientStop(db: Kysely<Schema>, row: Insertable<ClientStopTable>): Promise<void> {
  const { client_id: _, ...stop } = row;
  await db
    .insertInto('client_stop')
    .values(row)
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(stop))
    .execute();
}

export async function deleteClientStop(db: Kysely<Schema>, clientId: string): Promise<void> {
  await db.deleteFrom('client_stop').where('client_id', '=', clientId).execute();
}
