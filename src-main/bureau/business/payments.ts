import { randomUUID } from 'node:crypto';
import type { PaymentRow } from '@contract/business.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { addPayment, listPayments, paymentLike, paymentOfVoucher, sumPayments, type PaymentRow as StoredPayment } from '../../store/repositories/payments.ts';
import type { Database } from '../../store/schema.ts';
import type { ClientActor } from '../actors.ts';
import { dayOf } from '../calendar.ts';
import type { Clock } from '../ports.ts';
import type { Trail } from '../trail/trail.ts';
import { largestTyped, written } from './money.ts';
import { monthsOf, periodName } from './period.ts';
import { refused } from './refused.ts';

export interface NewPayment { tax: string; period: string; amount: number; paidDay: string; voucher: string }

/** The same payment again within so many milliseconds is a second click, not a second payment. */
const doubleClick = 10_000;

/** A stored payment as the contract shows it. */
export function shownPayment(row: StoredPayment): PaymentRow {
  return {
    paymentId: row.id, tax: row.tax, period: row.period, amount: row.amount, paidDay: row.paid_day, voucher: row.voucher,
    recordedBy: row.recorded_by_name, recordedAt: new Date(row.recorded_at).toISOString(),
  };
}

/** Payments of one client, entered by hand as paid; nothing is paid from here. */
export class Payments {
  constructor(private readonly parts: { db: Database; clock: Clock; trail: Trail }) {}

  /** Payments that match, newest day first, with count and sum in cents of all that match. */
  async list(client: ClientActor, filter: { offset: number; limit: number; fromDay?: string | undefined; toDay?: string | undefined }) {
    const match = { clientId: client.clientId, fromDay: filter.fromDay, toDay: filter.toDay };
    const rows = await listPayments(this.parts.db, match, filter);
    return { ...(await sumPayments(this.parts.db, match)), rows: rows.map(shownPayment) };
  }

  /**
   * Records a payment made elsewhere. One without a voucher number that the same person recorded a moment ago is given back as it stands.
   * @throws InvalidInput for an amount beyond any return, for a day that has not come or lies before the period; Refusal RULE_BROKEN when the voucher is recorded already
   */
  async record(client: ClientActor, payment: NewPayment): Promise<PaymentRow> {
    const { db, clock, trail } = this.parts;
    const now = clock.now();
    if (payment.amount > largestTyped) throw new InvalidInput([{ field: 'amount', message: '金额过大，请核对' }]);
    if (payment.paidDay > dayOf(now)) throw new InvalidInput([{ field: 'paidDay', message: '缴款日期不能晚于今天' }]);
    if (payment.paidDay < `${monthsOf(payment.period)[0]}-01`) throw new InvalidInput([{ field: 'paidDay', message: '缴款日期早于所属期，请核对' }]);
    const what = `登记${periodName(payment.period)}${payment.tax}缴款 ${written(payment.amount)} 元`;
    try {
      const row = await db.transaction().execute(async (trx) => {
        const same = payment.voucher === '' ? undefined : await paymentOfVoucher(trx, client.clientId, payment.tax, payment.voucher);
        if (same) {
          throw new Refusal('RULE_BROKEN', `缴款凭证号 ${payment.voucher} 已由${same.recorded_by_name}登记过（${same.paid_day}，${written(same.amount)} 元），请核对凭证号。`, { link: 'state' });
        }
        const twin = await paymentLike(trx, { clientId: client.clientId, ...payment, recordedBy: client.staff.handlerId, since: now - doubleClick, until: now });
        if (twin) return twin;
        const stored: StoredPayment = {
          id: randomUUID(), client_id: client.clientId, tax: payment.tax, period: payment.period, amount: payment.amount, paid_day: payment.paidDay,
          voucher: payment.voucher, recorded_by: client.staff.handlerId, recorded_by_name: client.staff.name, recorded_at: now,
        };
        await addPayment(trx, stored);
        await trail.record({
          act: 'payment.record', text: what, result: 'done', by: client, origin: client.staff.origin,
          detail: { tax: payment.tax, period: payment.period, amount: payment.amount, paidDay: payment.paidDay },
        }, trx);
        return stored;
      });
      return shownPayment(row);
    } catch (error) {
      if (error instanceof Refusal) throw await refused(trail, client, 'payment.record', what, error);
      throw error;
    }
  }
}
