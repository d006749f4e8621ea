import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { LayoutColumns, SavedFilterTable } from '../schema/list-views.ts';

/** The columns of a list as a person keeps them; undefined: as the program has them. */
export async function layoutOf(
  db: Kysely<Schema>,
  handlerId: string,
  list: string,
): Promise<LayoutColumns | undefined> {
  const row = await db
    .selectFrom('list_layout')
    .select('layout_columns')
    .where('handler_id', '=', handlerId)
    .where('list', '=', list)
    .executeTakeFirst();
  return row?.layout_columns;
}

/** @param columns null: as the program has them, again */
export async function setLayout(
  db: Kysely<Schema>,
  handlerId: string,
  list: string,
  columns: LayoutColumns | null,
): Promise<void> {
  await db.deleteFrom('list_layout').where('handler_id', '=', handlerId).where('list', '=', list).execute();
  if (columns)
    await db.insertInto('list_layout').values({ handler_id: handlerId, list, layout_columns: columns }).execute();
}

/** The saved filters of a person, in their order. */
export function savedFiltersOf(db: Kysely<Schema>, handlerId: string): Promise<Selectable<SavedFilterTable>[]> {
  return db.selectFrom('saved_filter').selectAll().where('handler_id', '=', handlerId).orderBy('place').execute();
}

export async function addSavedFilter(db: Kysely<Schema>, row: Selectable<SavedFilterTable>): Promise<void> {
  await db.insertInto('saved_filter').values(row).execute();
}

export async function changeSavedFilter(
  db: Kysely<Schema>,
  id: string,
  change: Partial<Pick<Selectable<SavedFilterTable>, 'name' | 'place' | 'filter_question'>>,
): Promise<void> {
  await db.updateTable('saved_filter').set(change).where('id', '=', id).execute();
}

export async function deleteSavedFilter(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('saved_filter').where('id', '=', id).execute();
}
