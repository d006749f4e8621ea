import type { Filing } from '@contract/dossier-words.ts';
import { filingDayOf, type DueDay } from '../../bureau/ground/due-day.ts';
import { isWorkingDay, nextWorkingDay } from '../../bureau/ground/holidays.ts';
import { daysOfPeriod } from '../dossier/tax-profile.ts';
import type { ObligationDefinition } from './definitions.ts';

/** The month so many months later (or before), `2026-01` and 1 → `2026-02`. */
export function monthPlus(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The period of this length that ends with a month; null: none does, or it is no period (按次). */
export function periodEnding(every: Filing, month: string): string | null {
  const year = month.slice(0, 4);
  const number = Number(month.slice(5));
  if (every === 'monthly') return month;
  if (every === 'quarterly') return number % 3 === 0 ? `${year}-Q${number / 3}` : null;
  if (every === 'halfYearly') return number % 6 === 0 ? `${year}-H${number / 6}` : null;
  return every === 'yearly' && number === 12 ? year : null;
}

/** Last day of an obligation for a period that ends with `month`; expected where no notice or no public source names it. */
export function lastDayToFile({ due, sure }: Pick<ObligationDefinition, 'due' | 'sure'>, month: string): DueDay {
  if (due.kind === 'filingDay') {
    const { dueDay, dueExpected } = filingDayOf(monthPlus(month, 1));
    return { dueDay, dueExpected: dueExpected || !sure };
  }
  const in_ = monthPlus(month, due.months);
  const last = daysOfPeriod(in_).lastDay;
  const named = `${in_}-${String(due.day).padStart(2, '0')}`;
  const day = named > last ? last : named;
  return { dueDay: due.moves && !isWorkingDay(day) ? nextWorkingDay(day) : day, dueExpected: !sure };
}

/** Months so far back can end a period that is due in a month; one more, because a day that moves may leave its month. */
export function lastMonthsDueIn({ due }: Pick<ObligationDefinition, 'due'>, month: string): string[] {
  if (due.kind === 'filingDay') return [monthPlus(month, -1)];
  return due.moves
    ? [monthPlus(month, -due.months), monthPlus(month, -due.months - 1)]
    : [monthPlus(month, -due.months)];
}
