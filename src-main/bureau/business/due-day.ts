import { addDays } from '../calendar.ts';
import { isPublicHoliday, isWorkingDay, nextWorkingDay } from './holidays.ts';
import { monthAfter } from './period.ts';

/**
 * Last day to file and pay for a period: the 15th of the month after it, moved as article 109 of the rules for
 * carrying out the tax collection law (税收征收管理法实施细则) says: a last day that is no working day moves to the next working day, and
 * three or more days of a public holiday in a row within the time to file move it by as many working days. Weekend days that join a holiday belong to it.
 */
export function dueDay(period: string): string {
  const month = monthAfter(period);
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
