import chineseDays from 'chinese-days';
import own from '../../../resources/holidays.json' with { type: 'json' };
import { addDays } from './calendar.ts';

interface YearTable {
  off: string[];
  work: string[];
}
const ownYears = own.years as Record<string, YearTable>;

interface DayFacts {
  working: boolean;
  publicHoliday: boolean;
}

const known = new Map<string, boolean>();

/** Whether the package holds the State Council's arrangement of a year. It answers plain weekdays for years it does not know. */
function published(year: string): boolean {
  let answer = known.get(year);
  if (answer === undefined) {
    answer = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
    known.set(year, answer);
  }
  return answer;
}

function facts(day: string): DayFacts {
  const year = day.slice(0, 4);
  if (published(year)) {
    const detail = chineseDays.getDayDetail(day);
    return { working: detail.work, publicHoliday: !detail.work && detail.name.includes(',') };
  }
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const table = ownYears[year];
  const off = table ? table.off.includes(day) : own.everyYear.includes(day.slice(5));
  const work = table?.work.includes(day) ?? false;
  return { working: work || (!off && !weekend), publicHoliday: off };
}

/** Whether people work on a calendar day (`YYYY-MM-DD`), with weekends, public holidays and days worked in exchange. */
export function isWorkingDay(day: string): boolean {
  return facts(day).working;
}

/** Whether a day belongs to a public holiday as arranged, weekend days inside it included. */
export function isPublicHoliday(day: string): boolean {
  return facts(day).publicHoliday;
}

/** The first working day after `day`. */
export function nextWorkingDay(day: string): string {
  let next = addDays(day, 1);
  while (!isWorkingDay(next)) next = addDays(next, 1);
  return next;
}
