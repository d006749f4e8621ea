import { sql, type Kysely, type Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { ObligationMarkTable } from '../schema/obligations.ts';
import { slices } from './slices.ts';

export type ObligationMarkRow = Selectable<ObligationMarkTable>;

/** What decides which obligations a client has, but for its taxes and kinds. */
export interface ObligationFactsRow {
  client_id: string;
  kind: 'general' | 'smallScale';
  founded: string | null;
  service_from: string | null;
  /** First day of the first agreement with the agency that was agreed; null: none was. */
  agreed_from: string | null;
  created_at: number;
  stop_day: string | null;
}

/** Facts of these clients, in any order. */
export async function obligationFactsOf(
  db: Kysely<Schema>,
  agencyId: string,
  clientIds: readonly string[],
): Promise<ObligationFactsRow[]> {
  const found: ObligationFactsRow[] = [];
  for (const slice of slices(clientIds)) {
    const rows = await db
      .selectFrom('client')
      .innerJoin('enterprise', 'enterprise.id', 'client.client_id')
      .leftJoin('client_dossier', 'client_dossier.client_id', 'client.client_id')
      .leftJoin('client_stop', 'client_stop.client_id', 'client.client_id')
      .select([
        'client.client_id',
        'enterprise.kind',
        'client_dossier.founded',
        'client_dossier.service_from',
        'client.created_at',
        'client_stop.day as stop_day',
      ])
      .select((e) =>
        e
          .selectFrom('agreement')
          .select(({ fn }) => fn.min('agreement.first_day').as('first'))
          .whereRef('agreement.client_id', '=', 'client.client_id')
          .where('agreement.agency_id', '=', agencyId)
          .where('agreement.recognised_at', 'is not', null)
          .as('agreed_from'),
      )
      .where('client.client_id', 'in', slice)
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Taxes and changes of the kind of these clients. */
export async function taxFactsOf(db: Kysely<Schema>, clientIds: readonly string[]) {
  const taxes: Selectable<Schema['client_tax']>[] = [];
  const kinds: Selectable<Schema['client_kind']>[] = [];
  for (const slice of slices(clientIds)) {
    taxes.push(
      ...(await db.selectFrom('client_tax').selectAll().where('client_id', 'in', slice).orderBy('position').execute()),
    );
    kinds.push(...(await db.selectFrom('client_kind').selectAll().where('client_id', 'in', slice).execute()));
  }
  return { taxes, kinds };
}

/** Marks of all clients for these periods. */
export function marksOfPeriods(db: Kysely<Schema>, periods: readonly string[]): Promise<ObligationMarkRow[]> {
  return db
    .selectFrom('obligation_mark')
    .selectAll()
    .where('period', 'in', [...periods])
    .execute();
}

export async function putMark(db: Kysely<Schema>, row: ObligationMarkRow): Promise<void> {
  const { client_id: _client, obligation: _obligation, period: _period, ...known } = row;
  await db
    .insertInto('obligation_mark')
    .values(row)
    .onConflict((conflict) => conflict.columns(['client_id', 'obligation', 'period']).doUpdateSet(known))
    .execute();
}

/** VAT returns of all clients for these periods, without their lines. */
export function returnsOfPeriods(db: Kysely<Schema>, periods: readonly string[]) {
  return db
    .selectFrom('filing')
    .select(['client_id', 'period', 'state', 'payable', 'receipt_number', 'submitted_at'])
    .where('period', 'in', [...periods])
    .execute();
}
export type ReturnOfPeriod = Awaited<ReturnType<typeof returnsOfPeriods>>[number];

/** Sums in cents of the payments of these taxes, not reversed and without late fees, with the last day paid; by client and period. */
export function paymentsOfPeriods(db: Kysely<Schema>, periods: readonly string[], taxes: readonly string[]) {
  return db
    .selectFrom('payment')
    .select(['client_id', 'period'])
    .select(sql<number>`sum(amount)`.as('sum'))
    .select(sql<string>`max(paid_day)`.as('paid_day'))
    .where('period', 'in', [...periods])
    .where('tax', 'in', [...taxes])
    .where('nature', '=', 'tax')
    .where('reversed_at', 'is', null)
    .groupBy(['client_id', 'period'])
    .execute();
}
export type PaidOfPeriod = Awaited<ReturnType<typeof paymentsOfPeriods>>[number];
