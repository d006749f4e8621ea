import { sql } from 'kysely';
import type { TestOffice } from './fixture.ts';

/**
 * What an import leaves behind whatever is undone: the trail, its own journal, what was chosen of columns, and sessions. Sets of functions are shared and stay.
 */
const leftOut = new Set([
  'audit',
  'trail_seal',
  'import_run',
  'import_row',
  'setting',
  'session',
  'function_set',
  'sqlite_sequence',
]);
/** Grows with every change, also with one that takes another back. */
const grows = new Set(['revision']);

/** Every table of the store, row by row, in order: two images are equal when the stores are. */
export async function storeImage({ store: { db } }: TestOffice): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{
    name: string;
  }>`select name from sqlite_master where type = 'table' order by name`.execute(db);
  const image: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (leftOut.has(name) || name.startsWith('sqlite_') || name.startsWith('kysely_')) continue;
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    image[name] = rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .filter(([column]) => !grows.has(column))
            .map(([column, value]) => [column, Buffer.isBuffer(value) ? value.toString('base64') : value]),
        ),
      )
      .toSorted();
  }
  return image;
}
