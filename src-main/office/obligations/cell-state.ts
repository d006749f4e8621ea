import type { ObligationState } from '@contract/obligation-words.ts';
import { daysBetween, dayOf } from '../../bureau/ground/calendar.ts';
import type { ObligationMarkRow, PaidOfPeriod, ReturnOfPeriod } from '../../store/repositories/obligations.ts';
import type { Obligation } from './owed.ts';

/** What is stored about an obligation. */
export interface Happened {
  mark: ObligationMarkRow | undefined;
  /** The return that this program keeps for it. */
  kept: ReturnOfPeriod | undefined;
  /** Payments recorded in this program. */
  paid: PaidOfPeriod | undefined;
}

/** An obligation as the board shows it. */
export interface CellState {
  state: ObligationState;
  /** Days since its last day, while it is neither filed nor, with an amount, paid. */
  late: number;
  /** Cents to pay; null: not known. */
  amount: number | null;
  receipt: string;
  filedDay: string | null;
  paidDay: string | null;
  reason: string;
}

/**
 * How far an obligation is. What was really done counts before what people said of the work. A return that is only kept here was not sent to any bureau, so
 * it is never 已申报 before somebody enters its receipt or its day, unless the bureau is the simulated one.
 * @param on.reaches a return that is submitted in this program has reached its (simulated) bureau
 */
export function cellState(
  owed: Obligation,
  { mark, kept, paid }: Happened,
  on: { today: string; reaches: boolean },
): CellState {
  const submitted = kept?.state === 'submitted' ? kept : undefined;
  const sent = on.reaches ? submitted : undefined;
  const amount = submitted ? Math.max(0, submitted.payable) : (mark?.amount ?? null);
  const paidUp =
    submitted !== undefined && paid !== undefined && submitted.payable > 0 && paid.sum >= submitted.payable;
  const filedDay = mark?.filed_day ?? (sent ? dayOf(sent.submitted_at ?? 0) : null);
  const paidDay = mark?.paid_day ?? (paidUp ? paid.paid_day : null);
  const stage = mark?.stage ?? null;
  const state: ObligationState =
    paidDay !== null
      ? 'paid'
      : filedDay !== null
        ? 'filed'
        : submitted && stage !== 'blocked'
          ? 'registered'
          : (stage ?? (owed.elsewhere ? 'elsewhere' : kept ? 'compute' : 'papers'));
  return {
    state,
    late: isSettled({ state, amount }) ? 0 : Math.max(0, daysBetween(owed.dueDay, on.today)),
    amount,
    receipt: mark?.receipt || (sent?.receipt_number ?? ''),
    filedDay,
    paidDay,
    reason:
      mark?.reason || (state === 'elsewhere' && stage === null ? '截止日不在本机构的服务期内，以前期间由他人办理' : ''),
  };
}

/** Nothing is left to do for it: one with an amount is settled when it is paid. */
export const isSettled = ({ state, amount }: Pick<CellState, 'state' | 'amount'>): boolean =>
  state === 'paid' || state === 'notNeeded' || state === 'elsewhere' || (state === 'filed' && (amount ?? 0) === 0);
