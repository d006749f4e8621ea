import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { FilingTable } from '../schema/business.ts';
import type { Schema } from '../schema/index.ts';

export type StoredFiling = Selectable<FilingTable>;

export function filingOfPeriod(
  db: Kysely<Schema>,
  clientId: string,
  period: string,
): Promise<StoredFiling | undefined> {
  return db
    .selectFrom('filing')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('tax', '=', 'vat')
    .where('period', '=', period)
    .executeTakeFirst();
}

/** A filing by id, of this client only (G4). */
export function filingById(db: Kysely<Schema>, clientId: string, id: string): Promise<StoredFiling | undefined> {
  return db.selectFrom('filing').selectAll().where('client_id', '=', clientId).where('id', '=', id).executeTakeFirst();
}

/** Every filing of a client without its lines; a client has a few dozen. */
export function filingsOfClient(db: Kysely<Schema>, clientId: string): Promise<Omit<StoredFiling, 'lines'>[]> {
  return db
    .selectFrom('filing')
    .select([
      'id',
      'client_id',
      'tax',
      'form',
      'period',
      'state',
      'payable',
      'revision',
      'saved_at',
      'saved_by',
      'saved_by_name',
      'submitted_at',
      'submitted_by',
      'submitted_by_name',
      'receipt_number',
      'agreement_id',
    ])
    .where('client_id', '=', clientId)
    .execute();
}

export async function addFiling(db: Kysely<Schema>, row: Insertable<FilingTable>): Promise<void> {
  await db.insertInto('filing').values(row).execute();
}

/** Changes a draft if it still has `revision`. @returns whether it had */
export async function changeDraft(
  db: Kysely<Schema>,
  id: string,
  revision: number,
  change: Updateable<FilingTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('filing')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The next number of a gapless series; call it inside the transaction that uses the number. */
export async function nextNumber(db: Kysely<Schema>, series: string): Promise<number> {
  const row = await db
    .insertInto('number_series')
    .values({ series, last: 1 })
    .onConflict((conflict) => conflict.column('series').doUpdateSet((e) => ({ last: e('number_series.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}
