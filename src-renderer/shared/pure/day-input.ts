import { addDays, isDay } from '@contract/calendar.ts';

/**
 * A typed day: `2026-1-5`, `2026/01/05`, `2026.1.5`, `20260105`, `2026年1月5日`.
 * @returns `YYYY-MM-DD`, or null if the calendar has no such day
 */
export function parseDay(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/\s/gu, '');
  const parts =
    /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$/u.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  if (!parts) return null;
  const day = `${parts[1] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

/** The last day of a term of whole years that begins on `first`: `2026-03-01` and one year give `2027-02-28`. */
export function lastDayOfYears(first: string, years: number): string {
  const [year = 0, month = 1, day = 1] = first.split('-').map(Number);
  return addDays(new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10), -1);
}

/** The last day of the year of `day`. */
export const yearEnd = (day: string): string => `${day.slice(0, 4)}-12-31`;
