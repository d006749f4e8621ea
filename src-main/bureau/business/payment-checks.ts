import { InvalidInput, Refusal } from '@contract/errors.ts';
import { paymentsNotReversed, type StoredPayment } from '../../store/repositories/payments.ts';
import type { Database } from '../../store/schema/index.ts';
import { daysBetween } from '../ground/calendar.ts';
import { dueDayOf, writtenDueDay } from '../ground/due-day.ts';
import { share, written } from '../ground/money.ts';
import { isOnReturn, owedByReturn } from './owed.ts';
import { periodName } from '../ground/period.ts';

export type CheckedPayment = Pick<StoredPayment, 'tax' | 'nature' | 'period' | 'amount' | 'paid_day' | 'reason'>;

/** 税收征收管理法 art. 32: 0.05 % of the tax for each day after the last one to pay. */
const lateFeeOfDay = 5;
const ofTenThousand = 10_000;

const sumOf = (payments: readonly StoredPayment[]): number => payments.reduce((sum, one) => sum + one.amount, 0);

/**
 * What speaks against recording a payment. More tax than the return says is never recorded: what was overpaid is claimed back at the bureau, and a late
 * fee is recorded as one. What is unusual but lawful needs a second look and a reason: a tax of that period paid before (in parts), no return here to
 * compare with (it was filed elsewhere), a late fee above the statutory rate or of an unknown tax.
 * @throws InvalidInput for a late fee on a day before which none arises; Refusal RULE_BROKEN, SECOND_LOOK
 */
export async function checkPayment(db: Database, clientId: string, payment: CheckedPayment): Promise<void> {
  const { tax, period, amount, nature } = payment;
  const owed = await owedByReturn(db, clientId, tax, period);
  const before = await paymentsNotReversed(db, clientId, payment);
  const doubts = nature === 'tax' ? taxDoubts(payment, owed, before) : lateFeeDoubts(payment, owed, before);
  if (before.length > 0) {
    const known = before
      .map((one) => `${one.paid_day} ${written(one.amount)} 元（${one.recorded_by_name}登记）`)
      .join('、');
    doubts.push(`${periodName(period)}${tax}${nature === 'lateFee' ? '滞纳金' : ''}已登记过：${known}。`);
  }
  if (doubts.length === 0 || payment.reason !== '') return;
  throw new Refusal('SECOND_LOOK', `${doubts.join('')}请核对 ${written(amount)} 元是否无误；确需登记的，请填写理由。`, {
    link: 'state',
  });
}

function taxDoubts(payment: CheckedPayment, owed: number | null, before: readonly StoredPayment[]): string[] {
  const { tax, period, amount } = payment;
  if (owed === null)
    return isOnReturn(tax) ? [`本程序内没有${periodName(period)}已提交的增值税申报，无从核对应缴金额。`] : [];
  const what = `${periodName(period)}申报表的${tax}应补${owed > 0 ? ` ${written(owed)}` : '（退）税费不大于零，应缴 0.00'} 元`;
  const left = owed - sumOf(before);
  if (amount <= left) return [];
  const rest = before.length > 0 ? `，已登记 ${written(sumOf(before))} 元` : '';
  throw new Refusal(
    'RULE_BROKEN',
    `${what}${rest}，${left > 0 ? `最多还可登记 ${written(left)} 元` : '没有可登记的金额'}。` +
      '请核对税种、所属期和金额；滞纳金请选择「滞纳金」登记，先前登记有误请先冲正，多缴的税款请向税务机关申请退抵。',
    { link: 'state' },
  );
}

function lateFeeDoubts(payment: CheckedPayment, owed: number | null, before: readonly StoredPayment[]): string[] {
  const { tax, period, amount, paid_day } = payment;
  if (!isOnReturn(tax)) return [`本程序内没有${tax}的申报，无从核对滞纳金。`];
  const due = dueDayOf(period);
  if (paid_day <= due.dueDay)
    throw new InvalidInput([
      {
        field: 'paidDay',
        message: `${periodName(period)}的缴款期限是${due.dueExpected ? '' : ' '}${writtenDueDay(due)}，期限内缴纳没有滞纳金`,
      },
    ]);
  if (owed === null) return [`本程序内没有${periodName(period)}已提交的增值税申报，无从核对滞纳金。`];
  const days = daysBetween(due.dueDay, paid_day);
  const most = share(Math.max(0, owed), [lateFeeOfDay * days, ofTenThousand]);
  return amount + sumOf(before) > most
    ? [
        `按应缴 ${written(Math.max(0, owed))} 元、滞纳 ${days} 天${due.dueExpected ? `（自预计期限 ${due.dueDay} 起算）` : ''}、每日万分之五计算，滞纳金不超过 ${written(most)} 元。`,
      ]
    : [];
}
