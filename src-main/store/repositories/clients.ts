import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import type { EnterpriseTable } from '../schema/enterprises.ts';
import type { Schema } from '../schema/index.ts';
import type { ClientTable } from '../schema/office.ts';

/** The data of a client in the search index. */
export type ClientTextRow = Pick<Selectable<ClientTable>, 'client_id' | 'pinyin' | 'initials'> &
  Pick<Selectable<EnterpriseTable>, 'name' | 'taxpayer_id'>;

function texts(db: Kysely<Schema>) {
  return db
    .selectFrom('client')
    .innerJoin('enterprise', 'enterprise.id', 'client.client_id')
    .select(['client.client_id', 'client.pinyin', 'client.initials', 'enterprise.name', 'enterprise.taxpayer_id']);
}

/** Search texts of the next clients after an id, in order of id. */
export function clientTextsAfter(db: Kysely<Schema>, after: string, limit: number): Promise<ClientTextRow[]> {
  return texts(db).where('client.client_id', '>', after).orderBy('client.client_id').limit(limit).execute();
}

export function clientTextsOf(db: Kysely<Schema>, clientIds: readonly string[]): Promise<ClientTextRow[]> {
  return texts(db)
    .where('client.client_id', 'in', [...clientIds])
    .execute();
}

/** Clients with their enterprise, unordered. */
export function clientsById(db: Kysely<Schema>, clientIds: readonly string[]) {
  return db
    .selectFrom('client')
    .innerJoin('enterprise', 'enterprise.id', 'client.client_id')
    .selectAll('client')
    .select(['enterprise.name', 'enterprise.taxpayer_id', 'enterprise.kind', 'enterprise.typed_by_office'])
    .where('client.client_id', 'in', [...clientIds])
    .execute();
}
export type ClientDetailRow = Awaited<ReturnType<typeof clientsById>>[number];

/** Clients whose number contains one of these organisation codes, in the 18-character form or the older 15-character form. */
export function clientsOfOrganisations(db: Kysely<Schema>, codes: readonly string[]) {
  if (codes.length === 0) return Promise.resolve([]);
  const code = sql<string>`case length(enterprise.taxpayer_id) when 18 then substr(enterprise.taxpayer_id, 9, 9) when 15 then substr(enterprise.taxpayer_id, 7, 9) when 19 then substr(enterprise.taxpayer_id, 10, 9) when 16 then substr(enterprise.taxpayer_id, 8, 9) end`;
  return db
    .selectFrom('client')
    .innerJoin('enterprise', 'enterprise.id', 'client.client_id')
    .select(['client.client_id', 'enterprise.taxpayer_id'])
    .where(code, 'in', [...codes])
    .execute();
}

export async function addClient(db: Kysely<Schema>, row: Insertable<ClientTable>): Promise<void> {
  await db.insertInto('client').values(row).execute();
}

/** Adds an enterprise that only the office knows: the bureau has no record, password or handlers of it yet. */
export async function addTypedEnterprise(
  db: Kysely<Schema>,
  row: Pick<Selectable<EnterpriseTable>, 'id' | 'taxpayer_id' | 'name' | 'kind' | 'address' | 'created_at'>,
): Promise<void> {
  await db
    .insertInto('enterprise')
    .values({
      ...row,
      social_insurance_only: false,
      is_agency: false,
      password_hash: null,
      handlers_synced_at: null,
      typed_by_office: true,
    })
    .execute();
}

/** Changes an enterprise only while the office alone has typed it: the bureau's record is never changed. @returns whether it was changed */
export async function changeTypedEnterprise(
  db: Kysely<Schema>,
  id: string,
  change: Partial<Pick<EnterpriseTable, 'taxpayer_id' | 'name' | 'kind' | 'address'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('enterprise')
    .set(change)
    .where('id', '=', id)
    .where('typed_by_office', '=', true)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Changes a client if it still has `revision`. @returns whether it had */
export async function changeClient(
  db: Kysely<Schema>,
  clientId: string,
  revision: number,
  change: Partial<Omit<ClientTable, 'client_id' | 'revision' | 'created_at'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('client')
    .set({ ...change, revision: revision + 1 })
    .where('client_id', '=', clientId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Updates the search texts of a client; this is no change of its file. */
export async function setClientTexts(
  db: Kysely<Schema>,
  clientId: string,
  texts: Pick<ClientTable, 'pinyin' | 'initials'>,
): Promise<void> {
  await db.updateTable('client').set(texts).where('client_id', '=', clientId).execute();
}

/** Colour slots of clients. */
export async function coloursOf(db: Kysely<Schema>, clientIds: readonly string[]): Promise<Map<string, number>> {
  if (clientIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('client')
    .select(['client_id', 'colour'])
    .where('client_id', 'in', [...clientIds])
    .execute();
  return new Map(rows.map((row) => [row.client_id, row.colour]));
}

/** Number of clients with each colour. */
export async function colourCounts(db: Kysely<Schema>): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('client')
    .select((select) => ['colour', select.fn.countAll<number>().as('clients')])
    .groupBy('colour')
    .execute();
  return new Map(rows.map((row) => [row.colour, row.clients]));
}

// ── what one staff member does with clients ──────────────────────────────────

/** Favourites and entries of one staff member, of these clients or of all. */
export function clientUses(db: Kysely<Schema>, handlerId: string, clientIds?: readonly string[]) {
  let select = db.selectFrom('client_use').selectAll().where('handler_id', '=', handlerId);
  if (clientIds) select = select.where('client_id', 'in', [...clientIds]);
  return select.execute();
}

/** What staff members do with one client: favourites and entries. */
export function clientUsesOf(db: Kysely<Schema>, clientId: string) {
  return db.selectFrom('client_use').selectAll().where('client_id', '=', clientId).execute();
}

/** Clients that a staff member entered, newest first. */
export async function recentlyEntered(db: Kysely<Schema>, handlerId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('client_use')
    .select('client_id')
    .where('handler_id', '=', handlerId)
    .where('last_entered_at', 'is not', null)
    .orderBy('last_entered_at', 'desc')
    .orderBy('client_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.client_id);
}

export async function setFavourite(
  db: Kysely<Schema>,
  handlerId: string,
  clientId: string,
  favourite: boolean,
): Promise<void> {
  await db
    .insertInto('client_use')
    .values({ handler_id: handlerId, client_id: clientId, favourite, last_entered_at: null, entered: 0 })
    .onConflict((conflict) => conflict.columns(['handler_id', 'client_id']).doUpdateSet({ favourite }))
    .execute();
}

/** Counts an entry of a client (G3) by a staff member. */
export async function countEntry(db: Kysely<Schema>, handlerId: string, clientId: string, at: number): Promise<void> {
  await db
    .insertInto('client_use')
    .values({ handler_id: handlerId, client_id: clientId, favourite: false, last_entered_at: at, entered: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['handler_id', 'client_id'])
        .doUpdateSet((set) => ({ last_entered_at: at, entered: set('client_use.entered', '+', 1) })),
    )
    .execute();
}

/** Restores the office's own file of a client. Its revision still grows, so that nobody overwrites it with data read earlier. */
export async function putClientBack(
  db: Kysely<Schema>,
  clientId: string,
  back: Pick<Updateable<ClientTable>, 'pinyin' | 'initials' | 'contact' | 'note' | 'address'>,
): Promise<void> {
  await db
    .updateTable('client')
    .set((e) => ({ ...back, revision: e('revision', '+', 1) }))
    .where('client_id', '=', clientId)
    .execute();
}

/** Registered addresses of enterprises, by id. */
export async function registeredAddresses(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('enterprise')
    .select(['id', 'address'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.address]));
}
