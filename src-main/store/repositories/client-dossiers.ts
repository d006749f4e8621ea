import { type Insertable, type Kysely, type Selectable } from 'kysely';
import type { ClientDossierTable, ClientDossierTables } from '../schema/client-dossier.ts';
import type { Schema } from '../schema/index.ts';

/** Tables of a dossier that hold any number of rows a client. */
type ListTable = Exclude<keyof ClientDossierTables, 'client_dossier' | 'own_field'>;
export type DossierRows = { [Table in ListTable]: Selectable<Schema[Table]>[] } & {
  /** Undefined: nothing is known yet. */
  client_dossier: Selectable<ClientDossierTable> | undefined;
};

/** Everything in the dossier of a client; lists in their order. */
export async function dossierRows(db: Kysely<Schema>, clientId: string): Promise<DossierRows> {
  return {
    client_dossier: await db
      .selectFrom('client_dossier')
      .selectAll()
      .where('client_id', '=', clientId)
      .executeTakeFirst(),
    client_former: await db
      .selectFrom('client_former')
      .selectAll()
      .where('client_id', '=', clientId)
      .orderBy('position')
      .execute(),
    client_kind: await kindsOf(db, clientId),
    client_tax: await taxesOf(db, clientId),
    client_person: await db
      .selectFrom('client_person')
      .selectAll()
      .where('client_id', '=', clientId)
      .orderBy('position')
      .execute(),
    client_tag: await db
      .selectFrom('client_tag')
      .selectAll()
      .where('client_id', '=', clientId)
      .orderBy('tag')
      .execute(),
    client_bank_account: await db
      .selectFrom('client_bank_account')
      .selectAll()
      .where('client_id', '=', clientId)
      .orderBy('position')
      .execute(),
    client_own_value: await db
      .selectFrom('client_own_value')
      .selectAll()
      .where('client_id', '=', clientId)
      .orderBy('field_id')
      .execute(),
  };
}

/** The kinds of taxpayer that a client has been, oldest first. */
export function kindsOf(db: Kysely<Schema>, clientId: string) {
  return db.selectFrom('client_kind').selectAll().where('client_id', '=', clientId).orderBy('since').execute();
}

/** The taxes of a client, of any time, in their order. */
export function taxesOf(db: Kysely<Schema>, clientId: string) {
  return db.selectFrom('client_tax').selectAll().where('client_id', '=', clientId).orderBy('position').execute();
}

/** Replaces what is known of a client once. */
export async function putDossier(db: Kysely<Schema>, row: Insertable<ClientDossierTable>): Promise<void> {
  const { client_id: _, ...known } = row;
  await db
    .insertInto('client_dossier')
    .values(row)
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(known))
    .execute();
}

/** Replaces all rows of a client in one of the lists. */
export async function putDossierRows<Table extends ListTable>(
  db: Kysely<Schema>,
  table: Table,
  clientId: string,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  await db
    .deleteFrom(table as ListTable)
    .where('client_id', '=', clientId)
    .execute();
  // A dynamic table has no one type of row; the parameter has checked it.
  if (rows.length > 0)
    await db
      .insertInto(table as ListTable)
      .values(rows as never)
      .execute();
}

/** Adds a former name or number after those that are known. */
export async function addFormer(
  db: Kysely<Schema>,
  row: Omit<Insertable<Schema['client_former']>, 'position'>,
): Promise<void> {
  const { count } = await db
    .selectFrom('client_former')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('client_id', '=', row.client_id)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('client_former')
    .values({ ...row, position: count })
    .execute();
}

/** Tags in use with their number of clients, the most used first. */
export function tagsInUse(db: Kysely<Schema>) {
  return db
    .selectFrom('client_tag')
    .select((e) => ['tag', e.fn.countAll<number>().as('clients')])
    .groupBy('tag')
    .orderBy('clients', 'desc')
    .orderBy('tag')
    .execute();
}

// ── what clients are found by ────────────────────────────────────────────────

export interface DossierTextRow {
  client_id: string;
  text: string;
}
type InIds = { first: string; last: string } | { ids: readonly string[] };

/** Names of persons, former names and former numbers of clients. */
export async function dossierTexts(db: Kysely<Schema>, of: InIds): Promise<DossierTextRow[]> {
  const persons = db.selectFrom('client_person').select(['client_id', 'name as text']);
  const former = db.selectFrom('client_former').select(['client_id', 'value as text']);
  return 'ids' in of
    ? [
        ...(await persons.where('client_id', 'in', [...of.ids]).execute()),
        ...(await former.where('client_id', 'in', [...of.ids]).execute()),
      ]
    : [
        ...(await persons.where('client_id', '>=', of.first).where('client_id', '<=', of.last).execute()),
        ...(await former.where('client_id', '>=', of.first).where('client_id', '<=', of.last).execute()),
      ];
}

/** Tags of clients. */
export function dossierTags(db: Kysely<Schema>, of: InIds) {
  const tags = db.selectFrom('client_tag').selectAll();
  return (
    'ids' in of
      ? tags.where('client_id', 'in', [...of.ids])
      : tags.where('client_id', '>=', of.first).where('client_id', '<=', of.last)
  ).execute();
}
