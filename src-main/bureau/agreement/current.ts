import type { AgreementState } from '@contract/clients.ts';
import type { AgreementRow } from '../../store/repositories/agreements.ts';
import { dayOf } from '../ground/calendar.ts';
import type { RuleDays } from '../rule-sets/limits.ts';
import { agreementState } from './state.ts';

/** The most telling state first: what a staff member must know about a client whose agreement is not in force. */
export const stateOrder: readonly AgreementState[] = [
  'inForce',
  'suspended',
  'recognised',
  'proposed',
  'expired',
  'cancelled',
  'declined',
  'lapsed',
];

/** State of a stored agreement on a day (H3), with the days that the rule set gives (L4). */
export function stateOf(
  row: Pick<AgreementRow, 'decided' | 'first_day' | 'last_day' | 'created_at'>,
  today: string,
  { toAnswer }: Pick<RuleDays, 'toAnswer'>,
): Exclude<AgreementState, 'none'> {
  return agreementState(
    { decided: row.decided, firstDay: row.first_day, lastDay: row.last_day, proposedDay: dayOf(row.created_at) },
    today,
    toAnswer,
  );
}

/** Of the agreements of one pair, the one that counts on a day: in force, else the most telling; the newest of equals. */
export function currentAgreement<Row extends Parameters<typeof stateOf>[0]>(
  rows: readonly Row[],
  today: string,
  days: Pick<RuleDays, 'toAnswer'>,
): { row: Row; state: Exclude<AgreementState, 'none'> } | null {
  return (
    rows
      .map((row) => ({ row, state: stateOf(row, today, days) }))
      .sort(
        (a, b) =>
          stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || b.row.first_day.localeCompare(a.row.first_day),
      )[0] ?? null
  );
}

/** What a refusal says of an agreement beside its state: its days, and why and by whom it was suspended, cancelled or declined. */
export type AgreementParticulars = Partial<
  Pick<AgreementRow, 'first_day' | 'last_day' | 'ended_by' | 'end_reason' | 'asked_by'>
>;

/** Why a client cannot be entered under an agreement in this state (G4), with who can mend it; null when it can. */
export function cannotEnter(
  state: AgreementState,
  { toAnswer }: Pick<RuleDays, 'toAnswer'>,
  agreement: AgreementParticulars = {},
): { reason: string; whoCanMend: string } | null {
  const client = '委托企业的法定代表人或财务负责人';
  const by = agreement.ended_by === 'client' ? '由委托企业' : agreement.ended_by === 'agency' ? '由本机构' : '';
  const why = agreement.end_reason ? `（${agreement.end_reason}）` : '';
  switch (state) {
    case 'inForce':
      return null;
    case 'none':
      return { reason: '没有委托协议', whoCanMend: client };
    case 'proposed':
      return agreement.asked_by === 'client'
        ? { reason: '委托申请尚待本机构接受', whoCanMend: '机构管理员' }
        : { reason: '委托申请尚待委托企业确认', whoCanMend: client };
    case 'recognised':
      return { reason: `协议自${agreement.first_day ?? '约定日期'}起生效`, whoCanMend: client };
    case 'suspended':
      return { reason: `协议已由委托企业暂停${why}`, whoCanMend: client };
    case 'expired':
      return { reason: `协议已于${agreement.last_day ?? '约定日期'}到期`, whoCanMend: client };
    case 'cancelled':
      return { reason: `协议已${by}终止${why}`, whoCanMend: client };
    case 'declined':
      return { reason: `委托申请已${by}谢绝${why}`, whoCanMend: client };
    case 'lapsed':
      return { reason: `委托申请超过${toAnswer}天未答复，已失效`, whoCanMend: client };
  }
}
