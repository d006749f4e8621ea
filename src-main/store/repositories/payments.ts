import type { Insertable, Kysely, Selectable } from 'kysely';
import type { PaymentTable, Schema } from '../schema.ts';

export type PaymentRow = Selectable<PaymentTable>;

export interface PaymentFilter { clientId: string; fromDay?: string | undefined; toDay?: string | undefined }

function matching(db: Kysely<Schema>, filter: PaymentFilter) {
  let select = db.selectFrom('payment').where('client_id', '=', filter.clientId);
  if (filter.fromDay !== undefined) select = select.where('paid_day', '>=', filter.fromDay);
  if (filter.toDay !== undefined) select = select.where('paid_day', '<=', filter.toDay);
  return select;
}

/** Payments that match, newest day first. */
export function listPayments(db: Kysely<Schema>, filter: PaymentFilter, page: { offset: number; limit: number }): Promise<PaymentRow[]> {
  return matching(db, filter).selectAll().orderBy('paid_day', 'desc').orderBy('recorded_at', 'desc').orderBy('id')
    .offset(page.offset).limit(page.limit).execute();
}

/** Payments that match in the order of a certificate: by day. */
export function paymentsByDay(db: Kysely<Schema>, filter: PaymentFilter): Promise<PaymentRow[]> {
  return matching(db, filter).selectAll().orderBy('paid_day').orderBy('recorded_at').orderBy('id').execute();
}

/** Count and sum in cents of all payments that match. */
export async function sumPayments(db: Kysely<Schema>, filter: PaymentFilter): Promise<{ total: number; sum: number }> {
  const row = await matching(db, filter).select((e) => [e.fn.countAll<number>().as('total'), e.fn.sum<number | null>('amount').as('sum')]).executeTakeFirstOrThrow();
  return { total: row.total, sum: row.sum ?? 0 };
}

/** A payment of this client with the same voucher number for the same tax, if there is one. */
export function paymentOfVoucher(db: Kysely<Schema>, clientId: string, tax: string, voucher: string): Promise<PaymentRow | undefined> {
  return db.selectFrom('payment').selectAll().where('client_id', '=', clientId).where('tax', '=', tax).where('voucher', '=', voucher).executeTakeFirst();
}

/** A payment that says the same and was recorded by the same person within these instants (milliseconds, both included), if there is one. */
export function paymentLike(
  db: Kysely<Schema>,
  like: Pick<PaymentRow, 'tax' | 'period' | 'amount' | 'voucher'> & { clientId: string; paidDay: string; recordedBy: string; since: number; until: number },
): Promise<PaymentRow | undefined> {
  return matching(db, { clientId: like.clientId, fromDay: like.paidDay, toDay: like.paidDay }).selectAll()
    .where('tax', '=', like.tax).where('period', '=', like.period).where('amount', '=', like.amount).where('voucher', '=', like.voucher)
    .where('recorded_by', '=', like.recordedBy).where('recorded_at', '>=', like.since).where('recorded_at', '<=', like.until).limit(1).executeTakeFirst();
}

export async function addPayment(db: Kysely<Schema>, row: Insertable<PaymentTable>): Promise<void> {
  await db.insertInto('payment').values(row).execute();
}
