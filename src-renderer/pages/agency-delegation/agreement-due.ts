import type { AgreementListView } from '@contract/agency-delegation.ts';
import type { AgreementView } from '@contract/agreements.ts';
import { daysBetween, addDays } from '@contract/calendar.ts';
import { lastDayOfYears, yearEnd } from '../../shared/pure/day-input.ts';
import { t } from '../../locales/text.ts';

/** What is due for an agreement, in words, and how urgent it is. */
export interface Due {
  /** Short enough for the list's column; the days come first. */
  text: string;
  /** With the day of the answer, where there is room. */
  full?: string;
  pressing: 'late' | 'soon' | 'calm';
}

/** Days within which something counts as soon. */
const soon = { end: 30, answer: 7, report: 10 };

/** The countdown of an agreement that matters now: a report (L5) before the answer (L4) before the last day (H3); null: none runs. @param today of the desk */
export function dueOf(agreement: AgreementView, today: string): Due | null {
  const report = agreement.reports.find((one) => one.reportedAt === null);
  if (report) {
    const { daysLeft: days } = report;
    if (days < 0) return { text: t('delegation.due.reportOverdue', { days: -days }), pressing: 'late' };
    return {
      text: days === 0 ? t('delegation.due.reportToday') : t('delegation.due.report', { days }),
      pressing: days <= soon.report ? 'soon' : 'calm',
    };
  }
  if (agreement.answerBy) {
    const { daysLeft: days } = agreement.answerBy;
    const ours = agreement.askedBy === 'client';
    const text = ours
      ? days === 0
        ? t('delegation.due.oursToday')
        : t('delegation.due.ours', { days })
      : days === 0
        ? t('delegation.due.answerToday')
        : t('delegation.due.answer', { days });
    return { text, pressing: ours || days <= soon.answer ? 'soon' : 'calm' };
  }
  if (agreement.renewal && agreement.daysLeft !== null) {
    return {
      text: t('delegation.due.renewal', { days: agreement.daysLeft }),
      full: t('delegation.due.renewalFull', { days: agreement.daysLeft, day: agreement.renewal.day }),
      pressing: agreement.daysLeft <= soon.end ? 'soon' : 'calm',
    };
  }
  if (agreement.state === 'recognised')
    return { text: t('delegation.due.begins', { days: daysBetween(today, agreement.firstDay) }), pressing: 'calm' };
  if (agreement.daysLeft === null) return null;
  return {
    text: agreement.daysLeft === 0 ? t('delegation.due.today') : t('delegation.due.left', { days: agreement.daysLeft }),
    pressing: agreement.daysLeft <= soon.end ? 'soon' : 'calm',
  };
}

/** Whether an agreement can be followed by a new one from the day after its last. */
export const renewable = (agreement: AgreementView): boolean =>
  ['inForce', 'suspended', 'expired'].includes(agreement.state);

export const renewalTerms = ['one', 'two', 'yearEnd'] as const;
export type RenewalTerm = (typeof renewalTerms)[number];

/** Days of the agreement that follows: from the day after the last one, or from today when that is past. */
export function renewalDays(
  agreement: Pick<AgreementView, 'lastDay'>,
  term: RenewalTerm,
  today: string,
): { firstDay: string; lastDay: string } {
  const next = addDays(agreement.lastDay, 1);
  const firstDay = next < today ? today : next;
  if (term !== 'yearEnd') return { firstDay, lastDay: lastDayOfYears(firstDay, term === 'one' ? 1 : 2) };
  // To the end of the year in which it begins, or of the next year if that end is less than half a year away.
  const own = yearEnd(firstDay);
  return { firstDay, lastDay: daysBetween(firstDay, own) < 183 ? `${Number(firstDay.slice(0, 4)) + 1}-12-31` : own };
}

/** Views of the tabs; the others add up to the first. The tiles above show what is due. */
export const tabViews = [
  'all',
  'waiting',
  'valid',
  'suspended',
  'lapsed',
  'ended',
] as const satisfies readonly AgreementListView[];
export const tileViews = [
  'ending30',
  'ending60',
  'waiting',
  'toReport',
] as const satisfies readonly AgreementListView[];
