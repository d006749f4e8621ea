import type { PaymentRow, PaymentsOfReturn as Shown } from '@contract/business.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { addPayment, paymentOfVoucher, paymentsNotReversed } from '../../store/repositories/payments.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { ClientActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import type { Clock } from '../ground/ports.ts';
import { said } from '../trail/said.ts';
import { owedByReturn, taxesOnReturn } from './owed.ts';
import { newPaymentRow, shownPayment } from './payments.ts';

/** The payments of a submitted return: it says itself what is owed of each tax. */
export class ReturnPayments {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts }) {}

  /** What the return of a period says is owed of each tax, and what is left of it. Without a submitted return here nothing is. */
  of(client: ClientActor, period: string): Promise<Shown> {
    return this.deps.acts.run(null, ({ db }) => this.#of(db, client, period));
  }

  /**
   * Records what is left of every tax of the return, paid on one day. @param confirmed number and sum in cents that the person has seen
   * @throws InvalidInput for a day to come, or before the period's end; Refusal CONFLICT when something else is left by now, RULE_BROKEN when nothing is, or
   * when the voucher is recorded already
   */
  async recordAll(
    client: ClientActor,
    asked: { period: string; paidDay: string; voucher: string; confirmed: { count: number; sum: number } },
  ): Promise<PaymentRow[]> {
    const { acts, clock } = this.deps;
    const { period, paidDay, voucher, confirmed } = asked;
    const now = clock.now();
    if (paidDay > dayOf(now)) throw new InvalidInput([{ field: 'paidDay', message: '缴款日期不能晚于今天' }]);
    const attempted = {
      act: 'payment.record',
      text: `登记${periodName(period)}申报表的全部缴款`,
      by: client,
      origin: client.staff.origin,
    };
    const rows = await acts.run(attempted, async (act) => {
      const { rows: lines, left, count } = await this.#of(act.db, client, period);
      if (count === 0)
        throw new Refusal('RULE_BROKEN', `${periodName(period)}没有尚未登记的应缴税费。`, { link: 'state' });
      if (count !== confirmed.count || left !== confirmed.sum)
        throw new Refusal('CONFLICT', `应缴金额已变化，现在是${count}笔、合计 ${written(left)} 元。请核对后再登记。`, {
          link: 'state',
        });
      const stored = [];
      for (const line of lines) {
        if (line.left <= 0) continue;
        const payment = {
          tax: line.tax,
          nature: 'tax' as const,
          period,
          amount: line.left,
          paidDay,
          voucher,
          reason: '',
        };
        const same = voucher === '' ? undefined : await paymentOfVoucher(act.db, client.clientId, payment);
        if (same)
          throw new Refusal(
            'RULE_BROKEN',
            `缴款凭证号 ${voucher} 已由${same.recorded_by_name}登记过（${same.paid_day}，${written(same.amount)} 元），请核对凭证号。`,
            { link: 'state' },
          );
        const row = newPaymentRow(client, payment, now);
        await addPayment(act.db, row);
        await act.record({ ...said.paid(payment), by: client, origin: client.staff.origin });
        stored.push(row);
      }
      return stored;
    });
    return rows.map((row) => shownPayment(row));
  }

  async #of(db: Database, client: ClientActor, period: string): Promise<Shown> {
    const rows: Shown['rows'] = [];
    for (const tax of taxesOnReturn) {
      const owed = await owedByReturn(db, client.clientId, tax, period);
      if (owed === null || owed <= 0) continue;
      const before = await paymentsNotReversed(db, client.clientId, { tax, period, nature: 'tax' });
      const paid = before.reduce((sum, one) => sum + one.amount, 0);
      rows.push({ tax, owed, paid, left: Math.max(0, owed - paid) });
    }
    const left = rows.reduce((sum, row) => sum + row.left, 0);
    return {
      rows,
      left,
      count: rows.filter((row) => row.left > 0).length,
      state: rows.length === 0 ? 'none' : left === 0 ? 'paid' : rows.some(({ paid }) => paid > 0) ? 'partly' : 'unpaid',
    };
  }
}
