import { CompiledQuery, type Insertable } from 'kysely';
import type { DatabaseTransaction, Schema } from '../schema/index.ts';

/** Rows per statement: measured as the fastest, and far below SQLite's limit of parameters. */
const rowsAtOnce = 200;

/** Adds many rows with the same columns. The statement's text is built once, because compiling it for every batch costs more than running it. */
export async function addRows<Table extends keyof Schema>(
  db: DatabaseTransaction,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const head = `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values `;
  const one = `(${columns.map(() => '?').join(', ')})`;
  const text = (count: number): string => head + Array.from({ length: count }, () => one).join(', ');
  const full = text(rowsAtOnce);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const batch = rows.slice(from, from + rowsAtOnce);
    const values = batch.flatMap((row) => columns.map((column) => (row as Record<string, unknown>)[column]));
    await db.executeQuery(CompiledQuery.raw(batch.length === rowsAtOnce ? full : text(batch.length), values));
  }
}
