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
          remembered: remembered && JSON.stringify({ ...remembered, sealed: remembered.sealed.toString('base64') }),
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

/** Called when the vault key changes: values sealed under the former key can no longer be opened. */
export async function forgetImportedBefore(db: Kysely<Schema>): Promise<void> {
  await db.updateTable('import_row').set({ remembered: null }).where('remembered', 'is not', null).execute();
}

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
