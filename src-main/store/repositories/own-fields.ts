import type { Kysely, Selectable } from 'kysely';
import type { OwnFieldTable } from '../schema/client-dossier.ts';
import type { Schema } from '../schema/index.ts';

export type OwnFieldRow = Selectable<OwnFieldTable>;

/** The office's own fields in their order, retired ones included. */
export function ownFieldRows(db: Kysely<Schema>): Promise<OwnFieldRow[]> {
  return db.selectFrom('own_field').selectAll().orderBy('position').orderBy('id').execute();
}

/** Number of clients that have something in each field; fields without any are omitted. */
export async function ownFieldUses(db: Kysely<Schema>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('client_own_value')
    .select((e) => ['field_id', e.fn.countAll<number>().as('clients')])
    .groupBy('field_id')
    .execute();
  return new Map(rows.map((row) => [row.field_id, row.clients]));
}

/** Writes a field, a new one or a known one. */
export async function putOwnField(db: Kysely<Schema>, row: OwnFieldRow): Promise<void> {
  const { id: _, ...field } = row;
  await db
    .insertInto('own_field')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(field))
    .execute();
}

/** Erases fields in which nothing stands. */
export async function deleteOwnFields(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await db
      .deleteFrom('own_field')
      .where('id', 'in', [...ids])
      .execute();
}
