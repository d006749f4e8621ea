import { InvalidInput, Refusal } from '@contract/errors.ts';
import { nextNumber } from '../../store/repositories/filings.ts';
import {
  addInsurancePayment,
  changeDeclaration,
  declarationOfMonth,
  insurancePaymentOf,
  receiptsOf,
} from '../../store/repositories/insurance-declarations.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting } from '../act/refused-act.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import { slipNumber, type RecordMark } from '../paper/record-mark.ts';
import type { Clock } from '../ground/ports.ts';
import { totalsOf } from './contributions.ts';
import { actorName, insuranceChangedMeanwhile } from './actor-name.ts';
import { drawSlip } from './slip-pdf.ts';

/** Payments of declared months, recorded as made elsewhere, and their slips (缴费凭证). */
export class InsurancePayments {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts; mark: RecordMark }) {}

  /**
   * Records that a submitted month is paid; from then on it cannot be corrected. Sent twice it is recorded once.
   * @throws InvalidInput for a day that has not come or lies before the month; Refusal RULE_BROKEN when there is nothing to pay, a correction is under way or
   * the amount is another, CONFLICT when it was corrected meanwhile
   */
  async pay(
    actor: EnterpriseActor,
    input: { month: string; receiptNumber: string; amount: number; paidDay: string; voucher: string },
  ): Promise<void> {
    const { acts, clock, mark } = this.deps;
    const now = clock.now();
    if (input.paidDay > dayOf(now)) throw new InvalidInput([{ field: 'paidDay', message: '缴款日期不能晚于今天' }]);
    if (input.paidDay < `${input.month}-01`)
      throw new InvalidInput([{ field: 'paidDay', message: '缴款日期早于所属月份，请核对' }]);
    const what = `登记${periodName(input.month)}社保费缴费 ${written(input.amount)} 元`;
    const record = { act: 'social.pay', text: what, by: actor, origin: actor.origin };
    await acts.run(record, async (act) => {
      const row = await declarationOfMonth(act.db, actor.enterpriseId, input.month);
      const receipt = row ? (await receiptsOf(act.db, row.id)).find((one) => one.replaced_at === null) : undefined;
      if (!row || !receipt)
        throw new Refusal('RULE_BROKEN', '该月还没有提交申报，不能缴费。', { link: 'state', rule: 'B8' });
      if (receipt.number !== input.receiptNumber) throw insuranceChangedMeanwhile();
      if (row.state === 'paid') return;
      if (row.state === 'correcting')
        throw new Refusal('RULE_BROKEN', '该月正在更正。请先提交更正或放弃更正，再缴费。', {
          link: 'state',
          rule: 'B8',
        });
      const due = receipt.unit + receipt.personal;
      if (input.amount !== due)
        throw new Refusal(
          'RULE_BROKEN',
          `应缴 ${written(due)} 元，与填写的 ${written(input.amount)} 元不一致。社保费按申报金额一次缴清，请核对。`,
          { link: 'input', rule: 'B8' },
        );
      const slip = slipNumber(mark, dayOf(now), await nextNumber(act.db, `social-slip:${dayOf(now).slice(0, 4)}`));
      await addInsurancePayment(act.db, {
        declaration_id: row.id,
        receipt_number: receipt.number,
        amount: due,
        paid_day: input.paidDay,
        voucher: input.voucher,
        slip_number: slip,
        paid_at: now,
        paid_by_name: actorName(actor),
      });
      await changeDeclaration(act.db, row.id, { state: 'paid' });
      await act.record({
        ...record,
        text: `${what}，凭证编号 ${slip}（${mark}）`,
        rule: 'B8',
        detail: { month: input.month, amount: due, receipt: receipt.number, slip },
      });
    });
  }

  /** The slip of a paid month. Drawn from what is stored: asked for again it says the same. @throws Refusal RULE_BROKEN when it is not paid */
  async slip(actor: EnterpriseActor, month: string): Promise<{ number: string; file: File }> {
    const { db, clock, acts, mark } = this.deps;
    const what = `打印${periodName(month)}社保费缴费凭证`;
    const record = { act: 'social.slip', text: what, by: actor, origin: actor.origin };
    return attempting(record, async () => {
      const row = await declarationOfMonth(db, actor.enterpriseId, month);
      const payment = row ? await insurancePaymentOf(db, row.id) : undefined;
      const receipt =
        row && payment
          ? (await receiptsOf(db, row.id)).find((one) => one.number === payment.receipt_number)
          : undefined;
      if (!payment || !receipt)
        throw new Refusal('RULE_BROKEN', '该月还没有登记缴费，没有缴费凭证。请先登记缴费。', {
          link: 'state',
          rule: 'B8',
        });
      const bytes = await drawSlip({
        number: payment.slip_number,
        mark,
        enterpriseName: actor.enterpriseName,
        taxpayerId: actor.taxpayerId,
        month,
        totals: totalsOf(receipt.lines),
        receiptNumber: receipt.number,
        paidDay: payment.paid_day,
        voucher: payment.voucher,
        paidBy: payment.paid_by_name,
        drawnAt: clock.now(),
        paidAt: payment.paid_at,
      });
      await acts.run(null, (act) =>
        act.record({
          ...record,
          text: `${what}，编号 ${payment.slip_number}（${mark}）`,
          rule: 'B8',
          detail: { month, slip: payment.slip_number },
        }),
      );
      return {
        number: payment.slip_number,
        file: new File([bytes], `社保费缴费凭证-${payment.slip_number}.pdf`, { type: 'application/pdf' }),
      };
    });
  }
}
