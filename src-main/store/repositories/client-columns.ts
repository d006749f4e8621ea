import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** Columns of the client list whose values only the store has. */
export type StoredClientColumn =
  'taxpayerId' | 'taxpayerKind' | 'service' | 'assigned' | 'address' | 'contact' | 'note';

/** The value of a column for every client that has one; several (`assigned`) where it has several. */
export async function clientColumnValues(
  db: Kysely<Schema>,
  column: StoredClientColumn,
): Promise<{ client_id: string; value: string }[]> {
  if (column === 'service') return db.selectFrom('client_stop').select(['client_id', 'day as value']).execute();
  if (column === 'assigned')
    return db
      .selectFrom('assignment')
      .innerJoin('handler', 'handler.id', 'assignment.handler_id')
      .innerJoin('person', 'person.id', 'handler.person_id')
      .select(['assignment.client_id', 'person.name as value'])
      .execute();
  if (column === 'taxpayerId' || column === 'taxpayerKind')
    return db
      .selectFrom('client')
      .innerJoin('enterprise', 'enterprise.id', 'client.client_id')
      .select([
        'client.client_id',
        column === 'taxpayerId' ? 'enterprise.taxpayer_id as value' : 'enterprise.kind as value',
      ])
      .execute();
  return db
    .selectFrom('client')
    .select(['client_id', `${column} as value`])
    .where(column, '!=', '')
    .execute();
}
