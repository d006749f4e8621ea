import type { Decided } from '@contract/agreement-state.ts';
import type { ActDecision, AgreementAct, Side } from '@contract/agreements.ts';
import type { AgreementState } from '@contract/clients.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { SessionEnd } from '@contract/session.ts';

/** Who acts: the client's legal representative or finance officer (H3), the agency's admin, or only the passing of days. */
export type Party = 'officer' | 'agency' | 'clock';
/** State changes of an agreement by the day alone (H3, L4). */
export type ClockAct = 'firstDay' | 'lastDayOver' | 'unanswered';

/** One row of the state machine of an agreement. */
export interface Transition {
  act: AgreementAct | ClockAct;
  by: Party;
  /** `none`: no agreement exists yet; the act creates it. */
  from: readonly AgreementState[];
  /** A proposal that this side began; omitted: either side may have begun it. */
  askedBy?: Side;
  /** The stored decision, or for a change by the day the state that follows; null: it does not change. */
  to: Decided | 'inForce' | 'expired' | 'lapsed' | null;
  rule: RuleId;
  /** Why open client sessions end, if they do. */
  ends?: SessionEnd;
}

const activeStates = ['recognised', 'inForce', 'suspended'] as const;

/**
 * Every possible change of an agreement (H1 to H7, L3, L4). Services ask only this table; docs/delegation.md is drawn
 * from it. The days of a pair's agreements ensure that only one is in force at a time: see `inTheWay` in agreements.ts.
 */
export const transitions: readonly Transition[] = [
  { act: 'recognise', by: 'officer', from: ['none'], to: 'recognised', rule: 'H1' },
  { act: 'propose', by: 'officer', from: ['none'], to: 'proposed', rule: 'H3' },
  { act: 'propose', by: 'agency', from: ['none'], to: 'proposed', rule: 'H3' },
  { act: 'record', by: 'agency', from: ['none'], to: 'recognised', rule: 'H7' },
  { act: 'confirm', by: 'officer', from: ['proposed'], askedBy: 'agency', to: 'recognised', rule: 'L4' },
  { act: 'accept', by: 'agency', from: ['proposed'], askedBy: 'client', to: 'recognised', rule: 'H3' },
  { act: 'decline', by: 'officer', from: ['proposed'], askedBy: 'agency', to: 'declined', rule: 'H3' },
  { act: 'decline', by: 'agency', from: ['proposed'], askedBy: 'client', to: 'declined', rule: 'H3' },
  {
    act: 'suspend',
    by: 'officer',
    from: ['recognised', 'inForce'],
    to: 'suspended',
    rule: 'H3',
    ends: 'agreementSuspended',
  },
  { act: 'resume', by: 'officer', from: ['suspended'], to: 'recognised', rule: 'H3' },
  { act: 'changeTerms', by: 'officer', from: activeStates, to: null, rule: 'H4' },
  {
    act: 'replacePassword',
    by: 'officer',
    from: activeStates,
    to: null,
    rule: 'H6',
    ends: 'agreementPasswordReplaced',
  },
  { act: 'setStaff', by: 'agency', from: activeStates, to: null, rule: 'L1' },
  { act: 'cancel', by: 'officer', from: activeStates, to: 'cancelled', rule: 'H2', ends: 'agreementCancelled' },
  { act: 'cancel', by: 'officer', from: ['proposed'], askedBy: 'client', to: 'cancelled', rule: 'H3' },
  { act: 'cancel', by: 'agency', from: activeStates, to: 'cancelled', rule: 'H2', ends: 'agreementCancelled' },
  { act: 'cancel', by: 'agency', from: ['proposed'], askedBy: 'agency', to: 'cancelled', rule: 'H3' },
  { act: 'firstDay', by: 'clock', from: ['recognised'], to: 'inForce', rule: 'H3' },
  {
    act: 'lastDayOver',
    by: 'clock',
    from: ['inForce', 'suspended'],
    to: 'expired',
    rule: 'H3',
    ends: 'agreementExpired',
  },
  { act: 'unanswered', by: 'clock', from: ['proposed'], to: 'lapsed', rule: 'L4' },
];

export const actText: Record<AgreementAct, string> = {
  recognise: '认定',
  propose: '提出委托',
  record: '录入',
  confirm: '确认',
  accept: '接受',
  decline: '谢绝',
  suspend: '暂停',
  resume: '恢复',
  cancel: '终止',
  changeTerms: '变更委托内容',
  replacePassword: '更换协议密码',
  setStaff: '变更服务人员',
};

export const whoActs: Record<Exclude<Party, 'clock'>, string> = {
  officer: '委托企业的法定代表人或财务负责人',
  agency: '代理机构的管理员',
};

const stateText: Record<Exclude<AgreementState, 'none'>, string> = {
  proposed: '委托申请尚待答复',
  recognised: '协议尚未到起始日',
  inForce: '协议正在生效',
  suspended: '协议已暂停',
  expired: '协议已到期',
  cancelled: '协议已终止',
  declined: '委托申请已被谢绝',
  lapsed: '委托申请超过期限未答复，已失效',
};

/** The row of the table that allows a party this act now, or why it is not allowed and who may do it. */
export type Asked =
  | { transition: Transition; refusal: null }
  | { transition: null; refusal: { rule: RuleId; reason: string; whoCanMend: string | null } };

/** Asks the table. @param by null: a person of the client who is neither legal representative nor finance officer */
export function ask(
  act: AgreementAct,
  by: Exclude<Party, 'clock'> | null,
  agreement: { state: Exclude<AgreementState, 'none'>; askedBy: Side },
): Asked {
  const lines = transitions.filter((line) => line.act === act);
  const own = lines.filter((line) => line.by === by);
  const fits = (line: Transition): boolean =>
    line.from.includes(agreement.state) && (line.askedBy === undefined || line.askedBy === agreement.askedBy);
  const transition = own.find(fits);
  if (transition) return { transition, refusal: null };
  const rule = own[0]?.rule ?? lines[0]?.rule ?? 'H3';
  const other = lines.find((line) => line.by !== by && line.by !== 'clock');
  if (own.length === 0) {
    const who = other && other.by !== 'clock' ? whoActs[other.by] : null;
    return {
      transition: null,
      refusal: { rule: 'H3', reason: `只有${who ?? '另一方'}可以${actText[act]}。`, whoCanMend: who },
    };
  }
  if (agreement.state === 'proposed') {
    const [asker, answerer] =
      agreement.askedBy === 'client' ? (['委托企业', 'agency'] as const) : (['代理机构', 'officer'] as const);
    return {
      transition: null,
      refusal: {
        rule,
        reason: `委托申请由${asker}提出，正等待${whoActs[answerer]}答复，现在不能${actText[act]}。`,
        whoCanMend: whoActs[answerer],
      },
    };
  }
  return {
    transition: null,
    refusal: { rule, reason: `${stateText[agreement.state]}，不能${actText[act]}。`, whoCanMend: null },
  };
}

/** Every act of a party on an existing agreement, in the order of the table. */
export function actsOf(
  by: Exclude<Party, 'clock'>,
  agreement: { state: Exclude<AgreementState, 'none'>; askedBy: Side },
): ActDecision[] {
  const acts = [
    ...new Set(transitions.filter((line) => line.by === by && !line.from.includes('none')).map((line) => line.act)),
  ] as AgreementAct[];
  return acts.map((act) => {
    const { refusal } = ask(act, by, agreement);
    return {
      act,
      allowed: refusal === null,
      rule: refusal?.rule ?? null,
      reason: refusal?.reason ?? null,
      whoCanMend: refusal?.whoCanMend ?? null,
    };
  });
}
