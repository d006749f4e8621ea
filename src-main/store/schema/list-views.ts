import type { ColumnType } from 'kysely';
import { z } from 'zod';

const layoutColumnsSchema = z.array(z.object({ key: z.string(), width: z.number().int().nullable() }));
/** The columns of a list as a person keeps them: shown ones in their order, `width` in px (null: as the program gives it). */
export type LayoutColumns = z.infer<typeof layoutColumnsSchema>;

/** Columns of these tables that hold JSON. A question is read by the contract's schema, which knows the filters of today. */
export const listViewsJson = { layout_columns: layoutColumnsSchema, filter_question: z.looseObject({}) } as const;

export interface ListLayoutTable {
  handler_id: string;
  list: string;
  layout_columns: ColumnType<LayoutColumns, LayoutColumns, LayoutColumns>;
}

/** A filter of the client list that a person has saved by name. */
export interface SavedFilterTable {
  id: string;
  handler_id: string;
  name: string;
  /** Ascending in the order of the person. */
  place: number;
  filter_question: ColumnType<object, object, object>;
}

export interface ListViewsTables {
  list_layout: ListLayoutTable;
  saved_filter: SavedFilterTable;
}
