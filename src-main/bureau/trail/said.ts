import type { RuleId } from '@contract/rule-id.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import type { RecordMark } from '../paper/record-mark.ts';

/** A payment in words: `2026年09月增值税滞纳金`. */
export const paymentName = (payment: { period: string; tax: string; nature: string }): string =>
  `${periodName(payment.period)}${payment.tax}${payment.nature === 'lateFee' ? '滞纳金' : ''}`;

/** Name, sentence, rule and details of an act in the trail. */
interface Said {
  act: string;
  text: string;
  rule?: RuleId;
  detail?: Record<string, string | number | boolean | null>;
}

/**
 * Trail texts of acts that two places record: the services that do them, and training content, whose months of history
 * are too many acts to run. One source keeps the two the same.
 */
export const said = {
  firmProved: (): Said => ({ act: 'agency.firm.signIn', text: '机构账号验证通过', rule: 'G1' }),
  signedIn: (name: string): Said => ({ act: 'agency.staff.signIn', text: `${name}登录`, rule: 'G2' }),
  signInRefused: (name: string): Said => ({ act: 'agency.staff.signIn', text: `${name}登录被拒绝` }),
  entered: (agreement: string, proof: 'none' | 'typed' | 'remembered'): Said => ({
    act: 'client.enter',
    text: '进入客户',
    rule: 'G3',
    detail: { agreement, proof },
  }),
  entryRefused: (why: string, rule: RuleId): Said => ({ act: 'client.enter', text: `进入被拒绝：${why}`, rule }),
  /** G4: why a client cannot be entered, in the words of the refusal. */
  notEnterable: (why: { reason: string; whoCanMend: string } | null): string =>
    `${why?.reason ?? '没有委托协议'}，不能进入。请联系${why?.whoCanMend ?? '委托企业'}处理。`,
  /** Why nothing can be done for a stopped client, with the way back. @param why a sentence without its full stop */
  stoppedWayBack: (why: string): string => `${why}。需要继续办理的，请机构管理员或小组负责人先恢复服务。`,
  functionsMissing: (functions: readonly string[], titleOf: (id: string) => string): Said => ({
    act: 'client.permission',
    text: `办理被拒绝：协议未包含${functions.map((id) => `「${titleOf(id)}」`).join('或')}`,
    rule: 'G3',
    detail: { functions: functions.join(',') },
  }),
  /** Without details: the record of a save that was refused. */
  saving: (period: string): Said => ({ act: 'vat.save', text: `保存${periodName(period)}增值税申报草稿` }),
  saved: (detail: { period: string; revision: number; payable: number }): Said => ({
    ...said.saving(detail.period),
    detail,
  }),
  submitting: (period: string): Said => ({ act: 'vat.submit', text: `提交${periodName(period)}增值税申报` }),
  submitted: (
    detail: { period: string; revision: number; payable: number; receipt: string },
    mark: RecordMark,
  ): Said => ({
    act: 'vat.submit',
    text: `${said.submitting(detail.period).text}，应补（退）税费 ${written(detail.payable)} 元，回执号 ${detail.receipt}（${mark}）`,
    rule: 'G3',
    detail,
  }),
  paid: (payment: { tax: string; nature: string; period: string; amount: number; paidDay: string }): Said => ({
    act: 'payment.record',
    text: `登记${paymentName(payment)}缴款 ${written(payment.amount)} 元`,
    detail: { tax: payment.tax, period: payment.period, amount: payment.amount, paidDay: payment.paidDay },
  }),
  certifying: (range: { fromDay: string; toDay: string }): Said => ({
    act: 'certificate.issue',
    text: `开具 ${range.fromDay} 至 ${range.toDay} 完税证明`,
  }),
  certified: (
    detail: { number: string; fromDay: string; toDay: string; sum: number; payments: number },
    mark: RecordMark,
  ): Said => ({
    act: 'certificate.issue',
    text: `${said.certifying(detail).text}，编号 ${detail.number}，合计 ${written(detail.sum)} 元（${mark}）`,
    detail,
  }),
};
