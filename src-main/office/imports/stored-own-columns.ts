import { ownFieldRows } from '../../store/repositories/own-fields.ts';
import type { Database } from '../../store/schema/index.ts';
import type { OwnColumn } from './own-columns.ts';

/** Fields of the office's own that can be filled in. */
export async function ownColumns(db: Database): Promise<OwnColumn[]> {
  return (await ownFieldRows(db)).flatMap(({ id, group_name, name, type, choices, retired }) =>
    retired ? [] : [{ id, group: group_name, name, type, choices }],
  );
}
