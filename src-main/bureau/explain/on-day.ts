import type { AgreementRow } from '../../store/repositories/agreements.ts';
import { addDays, dayOf, startOfDay } from '../ground/calendar.ts';

/** What a look takes as it stands now, because it is not kept by day. */
export const assumptions: readonly string[] = [
  '客户分配、小组和身份权限没有按日留存，按现在的记录推定。',
  '当天之后才作出的决定不计入；将来的日期按现有协议和人员推定。',
];

/**
 * The instant at which facts are looked at for a day: now for today and for days to come, the day's last moment for days gone by.
 * @param day Asia/Shanghai calendar day
 */
export function instantOf(day: string, now: number): number {
  return day >= dayOf(now) ? now : startOfDay(addDays(day, 1)) - 1;
}

type Decided = Pick<
  AgreementRow,
  'decided' | 'decided_at' | 'created_at' | 'recognised_at' | 'ended_by' | 'end_reason'
>;

/**
 * Agreements as they were decided at an instant: one that came later is not there; a decision that came later is undone, so that
 * what was recognised by then stood, and anything else was a proposal.
 */
export function agreementsAt<Row extends Decided>(rows: readonly Row[], at: number): Row[] {
  return rows
    .filter((row) => row.created_at <= at)
    .map((row) => {
      if (row.decided_at === null || row.decided_at <= at) return row;
      const stood = row.recognised_at !== null && row.recognised_at <= at;
      return {
        ...row,
        decided: stood ? ('recognised' as const) : ('proposed' as const),
        ended_by: null,
        end_reason: null,
      };
    });
}
