import notices from '../../../resources/filing-days.json' with { type: 'json' };
import { addDays } from './calendar.ts';
import { isPublicHoliday, isWorkingDay, nextWorkingDay } from './holidays.ts';
import { monthAfter } from './period.ts';

const noticed: Readonly<Record<string, { days: readonly string[] }>> = notices.years;

/** Last day to file and pay, and whether it is only expected: computed, because no notice for its year is known here. */
export interface DueDay {
  dueDay: string;
  dueExpected: boolean;
}

/** Last day to file and pay for a period: as the year's notice has it (which wins), else as the rule gives it. */
export const dueDayOf = (period: string): DueDay => filingDayOf(monthAfter(period));

/** Last day to file and pay of a calendar month, `2026-10`. */
export function filingDayOf(month: string): DueDay {
  const [year = '', number = ''] = month.split('-');
  const day = noticed[year]?.days[Number(number) - 1];
  return day === undefined
    ? { dueDay: computedFilingDay(month), dueExpected: true }
    : { dueDay: `${year}-${day}`, dueExpected: false };
}

/** A due day in a sentence; 预计 before one that no notice has named. */
export const writtenDueDay = ({ dueDay, dueExpected }: DueDay): string => `${dueExpected ? '预计 ' : ''}${dueDay}`;

/**
 * The rule alone: the 15th of a month, moved as article 109 of the rules for
 * carrying out the tax collection law (税收征收管理法实施细则) says: a last day that is no working day moves to the next working day, and
 * three or more days of a public holiday in a row within the time to file move it by as many working days. Weekend days that join a holiday belong to it.
 */
export function computedFilingDay(month: string): string {
  const fifteenth = `${month}-15`;
  let longest = 0;
  let run = 0;
  let holiday = false;
  for (let day = `${month}-01`; day <= fifteenth; day = addDays(day, 1)) {
    const off = !isWorkingDay(day);
    run = off ? run + 1 : 0;
    holiday = off && (holiday || isPublicHoliday(day));
    if (holiday && run >= 3) longest = Math.max(longest, run);
  }
  let due = fifteenth;
  for (let moved = 0; moved < longest; moved += 1) due = nextWorkingDay(due);
  return isWorkingDay(due) ? due : nextWorkingDay(due);
}
