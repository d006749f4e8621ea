import { addDays } from '../../bureau/ground/calendar.ts';
import { dueDayOf } from '../../bureau/ground/due-day.ts';
import { isWorkingDay } from '../../bureau/ground/holidays.ts';
import type { Random } from '../sample/random.ts';

/** The time that a world's history covers: the working days from the beginning of the third month back to yesterday. */
export interface HistoryDays {
  today: string;
  firstDay: string;
  /** Oldest first. */
  working: readonly string[];
  /** Last day to file a period. */
  dueDay(period: string): string;
}

export function historyDays(today: string): HistoryDays {
  const month = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - 3);
  const firstDay = month.toISOString().slice(0, 10);
  const working: string[] = [];
  for (let day = firstDay; day < today; day = addDays(day, 1)) if (isWorkingDay(day)) working.push(day);
  const due = new Map<string, string>();
  return {
    today,
    firstDay,
    working,
    dueDay(period) {
      const known = due.get(period) ?? dueDayOf(period).dueDay;
      due.set(period, known);
      return known;
    },
  };
}

/** The working days from one day to another, both included, as far as history knows them. */
export const between = (days: HistoryDays, from: string, to: string): string[] =>
  days.working.filter((day) => day >= from && day <= to);

const minute = 60_000;

/** An instant within office hours (nine to half past four in Shanghai) of a day, in milliseconds UTC. */
export const duringOffice = (day: string, random: Random): number =>
  Date.parse(`${day}T01:00:00Z`) + random.below(450) * minute + random.below(60_000);
