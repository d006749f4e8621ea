import type { AgreementReport } from '@contract/agreements.ts';
import type { AgreementRow } from '../../store/repositories/agreements.ts';
import type { AgreementChangeRow } from '../../store/repositories/delegation.ts';
import { addDays, dayOf, daysBetween } from '../ground/calendar.ts';
import type { RuleDays } from '../rule-sets/limits.ts';
import { stateOf } from '../agreement/current.ts';

/** The end of an agreement that was in effect; null: not ended, or the next of the pair begins the day after. */
function endOf(
  row: AgreementRow,
  pair: readonly AgreementRow[],
  today: string,
  days: RuleDays,
): { day: string; text: string } | null {
  if (row.recognised_at === null) return null;
  const state = stateOf(row, today, days);
  if (state === 'cancelled') return { day: dayOf(row.decided_at ?? row.created_at), text: '协议终止' };
  if (state !== 'expired') return null;
  const next = addDays(row.last_day, 1);
  return pair.some((other) => other.recognised_at !== null && other.first_day === next)
    ? null
    : { day: row.last_day, text: '协议到期' };
}

/**
 * Items of an agreement to report, open ones first, each with its countdown (L5).
 * @param pair all agreements of the pair
 * @param endReportedBy name of the person who reported the end, or null
 */
export function reportsOf(
  row: AgreementRow,
  pair: readonly AgreementRow[],
  changes: readonly AgreementChangeRow[],
  endReportedBy: string | null,
  today: string,
  days: RuleDays,
): AgreementReport[] {
  const report = (
    of: Pick<AgreementReport, 'report' | 'kind' | 'text' | 'day'>,
    at: number | null,
    by: string | null,
  ): AgreementReport => {
    const dueDay = addDays(of.day, days.toReport);
    return {
      ...of,
      dueDay,
      daysLeft: daysBetween(today, dueDay),
      reportedAt: at === null ? null : new Date(at).toISOString(),
      reportedBy: by,
    };
  };
  const end = endOf(row, pair, today, days);
  return [
    ...changes.map((change) =>
      report(
        { report: change.id, kind: 'change', text: change.text, day: dayOf(change.at) },
        change.reported_at,
        change.reported_by_name,
      ),
    ),
    ...(end ? [report({ report: 'end', kind: 'end', ...end }, row.end_reported_at, endReportedBy)] : []),
  ].toSorted(
    (a, b) => Number(a.reportedAt !== null) - Number(b.reportedAt !== null) || a.dueDay.localeCompare(b.dueDay),
  );
}
