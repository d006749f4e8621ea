import { randomUUID } from 'node:crypto';
import type { PaymentRow } from '@contract/business.ts';
import { minuteOf } from '@contract/calendar.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { certificatesOver } from '../../store/repositories/certificates.ts';
import {
  addPayment,
  listPayments,
  paymentById,
  paymentLike,
  paymentOfVoucher,
  reversePayment,
  sumPayments,
  type StoredPayment,
} from '../../store/repositories/payments.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { refusedText } from '../act/refused-act.ts';
import type { ClientActor } from '../ground/actors.ts';
import { dayOf, iso } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import { largestTyped, written } from '../ground/money.ts';
import { checkPayment } from './payment-checks.ts';
import { paymentName, said } from '../trail/said.ts';
import { monthsOf } from '../ground/period.ts';

export interface NewPayment {
  tax: string;
  nature: StoredPayment['nature'];
  period: string;
  amount: number;
  paidDay: string;
  voucher: string;
  reason: string;
}

/** The same payment again within so many milliseconds is a second click, not a second payment. */
const doubleClick = 10_000;

/** A stored payment as the contract shows it. @param certificates numbers of those issued over it */
export function shownPayment(row: StoredPayment, certificates: readonly string[] = []): PaymentRow {
  return {
    paymentId: row.id,
    tax: row.tax,
    period: row.period,
    amount: row.amount,
    paidDay: row.paid_day,
    voucher: row.voucher,
    nature: row.nature,
    reason: row.reason,
    recordedBy: row.recorded_by_name,
    recordedAt: iso(row.recorded_at),
    reversed:
      row.reversed_at === null
        ? null
        : { at: iso(row.reversed_at), by: row.reversed_by_name ?? '', reason: row.reverse_reason ?? '' },
    certificates: [...certificates],
  };
}

/** A payment as it is stored, recorded now by this person. */
export const newPaymentRow = (client: ClientActor, payment: NewPayment, now: number): StoredPayment => ({
  id: randomUUID(),
  client_id: client.clientId,
  tax: payment.tax,
  nature: payment.nature,
  period: payment.period,
  amount: payment.amount,
  paid_day: payment.paidDay,
  voucher: payment.voucher,
  reason: payment.reason,
  recorded_by: client.staff.handlerId,
  recorded_by_name: client.staff.name,
  recorded_at: now,
  reversed_at: null,
  reversed_by: null,
  reversed_by_name: null,
  reverse_reason: null,
});

/** Payments of one client, entered by hand as paid; nothing is paid from here. */
export class Payments {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts }) {}

  /** Payments that match, newest day first, with the count of all that match and the sum in cents of those that stand. */
  async list(
    client: ClientActor,
    filter: { offset: number; limit: number; fromDay?: string | undefined; toDay?: string | undefined },
  ) {
    const match = { clientId: client.clientId, fromDay: filter.fromDay, toDay: filter.toDay };
    const rows = await listPayments(this.deps.db, match, filter);
    const over = groupedBy(
      await certificatesOver(
        this.deps.db,
        rows.map((row) => row.id),
      ),
      (one) => one.payment_id,
    );
    return {
      ...(await sumPayments(this.deps.db, match)),
      rows: rows.map((row) =>
        shownPayment(
          row,
          (over.get(row.id) ?? []).map((one) => one.number),
        ),
      ),
    };
  }

  /**
   * Records a payment made elsewhere. One without a voucher number that the same person recorded a moment ago is given back as it stands.
   * @throws InvalidInput for an amount beyond any return, for a day that has not come or lies before the period; Refusal RULE_BROKEN when the voucher is
   * recorded already; as checkPayment
   */
  async record(client: ClientActor, payment: NewPayment): Promise<PaymentRow> {
    const { acts, clock } = this.deps;
    const now = clock.now();
    if (payment.amount > largestTyped) throw new InvalidInput([{ field: 'amount', message: '金额过大，请核对' }]);
    if (payment.paidDay > dayOf(now)) throw new InvalidInput([{ field: 'paidDay', message: '缴款日期不能晚于今天' }]);
    if (payment.paidDay < `${monthsOf(payment.period)[0]}-01`)
      throw new InvalidInput([{ field: 'paidDay', message: '缴款日期早于所属期，请核对' }]);
    const { detail, ...recording } = said.paid(payment);
    const { nature, voucher, reason } = payment;
    const record = { ...recording, by: client, origin: client.staff.origin };
    const row = await acts.run(record, async (act) => {
      const same = voucher === '' ? undefined : await paymentOfVoucher(act.db, client.clientId, payment);
      if (same) {
        throw new Refusal(
          'RULE_BROKEN',
          `缴款凭证号 ${voucher} 已由${same.recorded_by_name}登记过（${same.paid_day}，${written(same.amount)} 元），请核对凭证号。`,
          { link: 'state' },
        );
      }
      const twin = await paymentLike(act.db, {
        clientId: client.clientId,
        ...payment,
        recordedBy: client.staff.handlerId,
        since: now - doubleClick,
        until: now,
      });
      if (twin) return twin;
      const stored = newPaymentRow(client, payment, now);
      await checkPayment(act.db, client.clientId, stored);
      await addPayment(act.db, stored);
      await act.record({
        ...record,
        text: reason === '' ? recording.text : `${recording.text}（核对理由：${reason}）`,
        detail: {
          ...detail,
          ...(nature === 'tax' ? {} : { nature }),
          ...(reason === '' ? {} : { reason }),
        },
      });
      return stored;
    });
    return shownPayment(row);
  }

  /**
   * Reverses (冲正) a payment that was recorded wrongly: it counts in no sum and for no certificate any more, and stays in the list with the reason.
   * @returns the payment as it stands now, with the certificates that are void with it
   * @throws Refusal NOT_FOUND; RULE_BROKEN when it was reversed before
   */
  async reverse(client: ClientActor, asked: { paymentId: string; reason: string }): Promise<PaymentRow> {
    const { acts, clock } = this.deps;
    const now = clock.now();
    const record = { act: 'payment.reverse', by: client, origin: client.staff.origin };
    let what = '冲正缴款登记';
    return acts.run(
      (refusal) => refusedText({ ...record, text: what }, refusal),
      async (act) => {
        const row = await paymentById(act.db, client.clientId, asked.paymentId);
        if (!row) throw new Refusal('NOT_FOUND', '没有找到这笔缴款登记，请刷新列表后重试。', { link: 'state' });
        what = `冲正${paymentName(row)}缴款 ${written(row.amount)} 元`;
        const by = { at: now, handlerId: client.staff.handlerId, name: client.staff.name, reason: asked.reason };
        if (!(await reversePayment(act.db, row.id, by))) {
          throw new Refusal(
            'RULE_BROKEN',
            `这笔缴款已由${row.reversed_by_name ?? ''}于 ${minuteOf(row.reversed_at ?? now)} 冲正，不能再次冲正。`,
            { link: 'state' },
          );
        }
        const certificates = (await certificatesOver(act.db, [row.id])).map((one) => one.number);
        await act.record({
          ...record,
          text: `${what}，理由：${asked.reason}${certificates.length > 0 ? `；完税证明 ${certificates.join('、')} 随之失效` : ''}`,
          detail: {
            tax: row.tax,
            period: row.period,
            amount: row.amount,
            paidDay: row.paid_day,
            reason: asked.reason,
            ...(certificates.length > 0 ? { number: certificates.join(',') } : {}),
          },
        });
        return shownPayment(
          { ...row, reversed_at: now, reversed_by: by.handlerId, reversed_by_name: by.name, reverse_reason: by.reason },
          certificates,
        );
      },
    );
  }
}
