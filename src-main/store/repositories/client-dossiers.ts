import { type Insertable, type Kysely, type Selectable } from 'kysely';
import type { ClientDossierTable, ClientDossierTables } from '../schema/client-dossier.ts';
import type { Schema } from '../schema/index.ts';
import { slices } from './slices.ts';

/** Tables of a dossier that hold any number of rows a client. */
type ListTable = Exclude<keyof ClientDossierTables, 'client_dossier' | 'own_field'>;
export type DossierRows = { [Table in ListTable]: Selectable<Schema[Table]>[] } & {
  /** Undefined: nothing is known yet. */
  client_dossier: Selectable<ClientDossierTable> | undefined;
};

/** Everything in the dossier of a client; lists in their order. */
export async function dossierRows(db: Kysely<Schema>, clientId: string): Promise<DossierRows> {
  return (await dossierRowsOf(db, [clientId])).get(clientId) ?? noRows();
}

const noRows = (): DossierRows => ({
  client_dossier: undefined,
  client_former: [],
  client_kind: [],
  client_tax: [],
  client_person: [],
  client_tag: [],
  client_bank_account: [],
  client_own_value: [],
});

/** The order of the rows of a list. */
const orderOf = {
  client_former: 'position',
  client_kind: 'since',
  client_tax: 'position',
  client_person: 'position',
  client_tag: 'tag',
  client_bank_account: 'position',
  client_own_value: 'field_id',
} as const satisfies Record<ListTable, string>;
const listTables = Object.keys(orderOf) as ListTable[];

/** The dossiers of clients by id; one in which nothing stands is left out. */
export async function dossierRowsOf(
  db: Kysely<Schema>,
  clientIds: readonly string[],
): Promise<Map<string, DossierRows>> {
  const found = new Map<string, DossierRows>();
  const of = (clientId: string): DossierRows => {
    const rows = found.get(clientId) ?? noRows();
    found.set(clientId, rows);
    return rows;
  };
  for (const slice of slices(clientIds)) {
    for (const row of await db.selectFrom('client_dossier').selectAll().where('client_id', 'in', slice).execute())
      of(row.client_id).client_dossier = row;
    for (const table of listTables) {
      const rows = await db
        .selectFrom(table)
        .selectAll()
        .where('client_id', 'in', slice)
        .orderBy(orderOf[table] as never)
        .execute();
      // A dynamic table has no one type of row.
      for (const row of rows) (of(row.client_id)[table] as unknown[]).push(row);
    }
  }
  return found;
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

/** Adds rows of any number of clients to one of the tables. */
export async function addDossierRows<Table extends ListTable | 'client_dossier'>(
  db: Kysely<Schema>,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  for (const slice of slices(rows))
    await db
      .insertInto(table as ListTable)
      .values(slice as never)
      .execute();
}

/** Erases all that stands in the dossier of a client. */
export async function eraseDossier(db: Kysely<Schema>, clientId: string): Promise<void> {
  for (const table of ['client_dossier', ...listTables] as const)
    await db.deleteFrom(table).where('client_id', '=', clientId).execute();
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
