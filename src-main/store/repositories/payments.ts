import type { Insertable, Kysely, Selectable } from 'kysely';
import type { PaymentTable } from '../schema/business.ts';
import type { Schema } from '../schema/index.ts';

export type StoredPayment = Selectable<PaymentTable>;

/** `notReversed`: only payments that were not reversed. */
export interface PaymentFilter {
  clientId: string;
  fromDay?: string | undefined;
  toDay?: string | undefined;
  notReversed?: boolean | undefined;
}

function matching(db: Kysely<Schema>, filter: PaymentFilter) {
  let select = db.selectFrom('payment').where('client_id', '=', filter.clientId);
  if (filter.fromDay !== undefined) select = select.where('paid_day', '>=', filter.fromDay);
  if (filter.toDay !== undefined) select = select.where('paid_day', '<=', filter.toDay);
  if (filter.notReversed === true) select = select.where('reversed_at', 'is', null);
  return select;
}

/** Payments that match, newest day first. */
export function listPayments(
  db: Kysely<Schema>,
  filter: PaymentFilter,
  page: { offset: number; limit: number },
): Promise<StoredPayment[]> {
  return matching(db, filter)
    .selectAll()
    .orderBy('paid_day', 'desc')
    .orderBy('recorded_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

/** Payments that match, in the order of a certificate: by day. */
export function paymentsByDay(db: Kysely<Schema>, filter: PaymentFilter): Promise<StoredPayment[]> {
  return matching(db, filter).selectAll().orderBy('paid_day').orderBy('recorded_at').orderBy('id').execute();
}

/** Number of all payments that match, number of those not reversed, and their sum in cents. */
export async function sumPayments(
  db: Kysely<Schema>,
  filter: PaymentFilter,
): Promise<{ total: number; notReversed: number; sum: number }> {
  const { total } = await matching(db, filter)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const row = await matching(db, { ...filter, notReversed: true })
    .select((e) => [e.fn.countAll<number>().as('notReversed'), e.fn.sum<number | null>('amount').as('sum')])
    .executeTakeFirstOrThrow();
  return { total, notReversed: row.notReversed, sum: row.sum ?? 0 };
}

/** A payment of this client by its id (G4). */
export function paymentById(db: Kysely<Schema>, clientId: string, id: string): Promise<StoredPayment | undefined> {
  return matching(db, { clientId }).selectAll().where('id', '=', id).executeTakeFirst();
}

/** Payments not reversed of one tax, or of its late fees, for one period, oldest first. */
export function paymentsNotReversed(
  db: Kysely<Schema>,
  clientId: string,
  of: Pick<StoredPayment, 'tax' | 'period' | 'nature'>,
): Promise<StoredPayment[]> {
  return matching(db, { clientId, notReversed: true })
    .selectAll()
    .where('tax', '=', of.tax)
    .where('period', '=', of.period)
    .where('nature', '=', of.nature)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
}

/** A payment of this client, not reversed, with the same voucher number for the same tax, if there is one. */
export function paymentOfVoucher(
  db: Kysely<Schema>,
  clientId: string,
  of: Pick<StoredPayment, 'tax' | 'nature' | 'voucher'>,
): Promise<StoredPayment | undefined> {
  return matching(db, { clientId, notReversed: true })
    .selectAll()
    .where('tax', '=', of.tax)
    .where('nature', '=', of.nature)
    .where('voucher', '=', of.voucher)
    .executeTakeFirst();
}

/** A payment, not reversed, with the same data, recorded by the same person between these instants (milliseconds, both included), if there is one. */
export function paymentLike(
  db: Kysely<Schema>,
  like: Pick<StoredPayment, 'tax' | 'nature' | 'period' | 'amount' | 'voucher'> & {
    clientId: string;
    paidDay: string;
    recordedBy: string;
    since: number;
    until: number;
  },
): Promise<StoredPayment | undefined> {
  return matching(db, { clientId: like.clientId, fromDay: like.paidDay, toDay: like.paidDay, notReversed: true })
    .selectAll()
    .where('tax', '=', like.tax)
    .where('nature', '=', like.nature)
    .where('period', '=', like.period)
    .where('amount', '=', like.amount)
    .where('voucher', '=', like.voucher)
    .where('recorded_by', '=', like.recordedBy)
    .where('recorded_at', '>=', like.since)
    .where('recorded_at', '<=', like.until)
    .limit(1)
    .executeTakeFirst();
}

export async function addPayment(db: Kysely<Schema>, row: Insertable<PaymentTable>): Promise<void> {
  await db.insertInto('payment').values(row).execute();
}

/** Reverses a payment. @returns false if it was reversed already */
export async function reversePayment(
  db: Kysely<Schema>,
  id: string,
  by: { at: number; handlerId: string; name: string; reason: string },
): Promise<boolean> {
  const result = await db
    .updateTable('payment')
    .set({ reversed_at: by.at, reversed_by: by.handlerId, reversed_by_name: by.name, reverse_reason: by.reason })
    .where('id', '=', id)
    .where('reversed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
