import { dayOf } from '../calendar.ts';
import { periodBefore } from '../business/period.ts';

/** How many months, this one among them, can be declared here and taken up again. */
const monthsOpen = 6;

/** Months that can be declared at an instant, newest first: this month and the five before it. */
export function openMonths(now: number): string[] {
  const months = [dayOf(now).slice(0, 7)];
  while (months.length < monthsOpen) months.push(periodBefore(months.at(-1) ?? ''));
  return months;
}
