import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { ImportRowTable, ImportRunTable } from '../schema/import-journal.ts';
import type { Schema } from '../schema/index.ts';
import type { RememberedPasswordTable } from '../schema/office.ts';
import { slices } from './slices.ts';

export type ImportRunRow = Selectable<ImportRunTable>;
export type ImportRowRow = Selectable<ImportRowTable>;

/** One client of an import, for the journal. */
export interface NewImportRow extends Pick<ImportRowRow, 'client_id' | 'change'> {
  remembered: RememberedPasswordTable | null;
}

/** Stores an import and deletes the oldest. @param kept maximum imports that can be undone */
export async function addImport(
  db: Kysely<Schema>,
  run: Insertable<ImportRunTable>,
  rows: readonly NewImportRow[],
  kept: number,
): Promise<void> {
  await db.insertInto('import_run').values(run).execute();
  for (const slice of slices(rows))
    await db
      .insertInto('import_row')
      .values(
        slice.map(({ remembered, ...row }) => ({
          import_id: run.id,
          ...row,
          remembered: remembered && rememberedJson(remembered),
        })),
      )
      .execute();
  // Ordered by trail record, because the clock may be set back.
  const old = db.selectFrom('import_run').select('id').orderBy('first_seq', 'desc').limit(-1).offset(kept);
  await db.deleteFrom('import_run').where('id', 'in', old).execute();
}

/** Imports, newest first. */
export function importsMade(db: Kysely<Schema>): Promise<ImportRunRow[]> {
  return db.selectFrom('import_run').selectAll().orderBy('first_seq', 'desc').execute();
}

/** A past import; undefined: there is none, or it is too old. */
export function importMade(db: Kysely<Schema>, id: string): Promise<ImportRunRow | undefined> {
  return db.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Imports that were undone. */
export function importsUndone(db: Kysely<Schema>): Promise<ImportRunRow[]> {
  return db.selectFrom('import_run').selectAll().where('undone_at', 'is not', null).execute();
}

/** Clients of an import, in order of their ids. */
export function importRows(db: Kysely<Schema>, importId: string): Promise<ImportRowRow[]> {
  return db.selectFrom('import_row').selectAll().where('import_id', '=', importId).orderBy('client_id').execute();
}

export async function changeImport(
  db: Kysely<Schema>,
  id: string,
  change: Omit<Updateable<ImportRunTable>, 'id'>,
): Promise<void> {
  await db.updateTable('import_run').set(change).where('id', '=', id).execute();
}

/** Deletes the journal rows of an undone import. */
export async function forgetImportRows(db: Kysely<Schema>, importId: string): Promise<void> {
  await db.deleteFrom('import_row').where('import_id', '=', importId).execute();
}

/** Agreement passwords that imports replaced, in order of import and client, starting after one of them. */
export async function rememberedBefore(
  db: Kysely<Schema>,
  after: { importId: string; clientId: string },
  limit: number,
): Promise<{ import_id: string; client_id: string; remembered: RememberedPasswordTable }[]> {
  const rows = await db
    .selectFrom('import_row')
    .select(['import_id', 'client_id', 'remembered'])
    .where((e) =>
      e.or([
        e('import_id', '>', after.importId),
        e.and([e('import_id', '=', after.importId), e('client_id', '>', after.clientId)]),
      ]),
    )
    .where('remembered', 'is not', null)
    .orderBy('import_id')
    .orderBy('client_id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ remembered, ...row }) => (remembered === null ? [] : [{ ...row, remembered }]));
}

/** Stores one of them in another seal. */
export async function resealRememberedBefore(
  db: Kysely<Schema>,
  row: { import_id: string; client_id: string; remembered: RememberedPasswordTable },
): Promise<void> {
  await db
    .updateTable('import_row')
    .set('remembered', rememberedJson(row.remembered))
    .where('import_id', '=', row.import_id)
    .where('client_id', '=', row.client_id)
    .execute();
}

/** Forgets one whose seal does not open (a damaged row). */
export async function forgetRememberedBefore(
  db: Kysely<Schema>,
  row: { import_id: string; client_id: string },
): Promise<void> {
  await db
    .updateTable('import_row')
    .set('remembered', null)
    .where('import_id', '=', row.import_id)
    .where('client_id', '=', row.client_id)
    .execute();
}

const rememberedJson = (remembered: RememberedPasswordTable): string =>
  JSON.stringify({ ...remembered, sealed: remembered.sealed.toString('base64') });

/** Records of the trail about these clients after a given record, only done acts, oldest first. */
export async function auditOfClientsAfter(db: Kysely<Schema>, clientIds: readonly string[], seq: number) {
  const found = [];
  for (const slice of slices(clientIds))
    found.push(
      ...(await db
        .selectFrom('audit')
        .select(['seq', 'at', 'act', 'text', 'staff_name', 'client_id', 'agency_id', 'session_id'])
        .where('client_id', 'in', slice)
        .where('seq', '>', seq)
        .where('result', '=', 'done')
        .orderBy('seq')
        .execute()),
    );
  return found;
}

/** How many imports that can be undone, or were, changed this client after it was there. */
export async function updatesByImport(db: Kysely<Schema>, clientId: string): Promise<number> {
  const rows = await db.selectFrom('import_row').select('change').where('client_id', '=', clientId).execute();
  return rows.filter(({ change }) => change.before !== null).length;
}
