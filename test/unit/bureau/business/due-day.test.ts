import { describe, expect, it } from 'vitest';
import notices from '../../../../resources/filing-days.json' with { type: 'json' };
import { computedFilingDay, dueDayOf, writtenDueDay } from '../../../../src-main/bureau/ground/due-day.ts';
import { isPublicHoliday, isWorkingDay } from '../../../../src-main/bureau/ground/holidays.ts';

const months = Array.from({ length: 12 }, (_, i) => i + 1);
const two = (n: number): string => String(n).padStart(2, '0');
/** The period that is due in a month. */
const periodDueIn = (year: number, month: number): string =>
  month === 1 ? `${year - 1}-12` : `${year}-${two(month - 1)}`;

/** The rule in plain words: the longest holiday block among the 1st to 15th, weekend days joined to it included, of n ≥ 3 days moves the 15th by n working days; else the first working day from the 15th on. */
function byTheRule(year: number, month: number): string {
  const dayOf = (n: number): string => new Date(Date.UTC(year, month - 1, n)).toISOString().slice(0, 10);
  const letters = Array.from({ length: 15 }, (_, i) =>
    isWorkingDay(dayOf(i + 1)) ? 'w' : isPublicHoliday(dayOf(i + 1)) ? 'h' : 'o',
  ).join('');
  const longest = Math.max(
    0,
    ...letters
      .split('w')
      .filter((block) => block.includes('h'))
      .map((block) => block.length),
  );
  const workingDaysOn = Array.from({ length: 60 }, (_, i) => dayOf(15 + i)).filter((day) => isWorkingDay(day));
  const after = workingDaysOn.filter((day) => day > dayOf(15));
  return (longest >= 3 ? after[longest - 1] : workingDaysOn[0]) ?? '';
}

describe('last day to file', () => {
  it.each(Object.entries(notices.years))(
    '%s is as its notice has it, and the rule gives the same but for October 2020',
    (year, { days }) => {
      const different = months.filter((month) => {
        const named = `${year}-${days[month - 1] ?? ''}`;
        expect(dueDayOf(periodDueIn(Number(year), month))).toEqual({ dueDay: named, dueExpected: false });
        expect(isWorkingDay(named), named).toBe(true);
        return byTheRule(Number(year), month) !== named;
      });
      expect(different).toEqual(year === '2020' ? [10] : []);
    },
  );

  it('the computed day is the rule’s, in every month of 2019 to 2035', () => {
    for (let year = 2019; year <= 2035; year += 1) {
      for (const month of months)
        expect(computedFilingDay(`${year}-${two(month)}`), `${year}-${two(month)}`).toBe(byTheRule(year, month));
    }
  });

  it('a year without a notice is computed, and says 预计', () => {
    for (const year of [2019, 2024, 2027, 2028]) {
      for (const month of months) {
        const due = dueDayOf(periodDueIn(year, month));
        expect(due).toEqual({ dueDay: byTheRule(year, month), dueExpected: true });
        expect(writtenDueDay(due)).toBe(`预计 ${due.dueDay}`);
      }
    }
    expect(writtenDueDay(dueDayOf('2026-10'))).toBe('2026-11-16');
  });

  it('a quarter is due in the month after it', () => {
    expect(dueDayOf('2026-Q3')).toEqual({ dueDay: '2026-10-26', dueExpected: false });
    expect(dueDayOf('2026-Q4')).toEqual({ dueDay: '2027-01-20', dueExpected: true });
  });

  it('knows the arranged years, and its own table of 2027', () => {
    expect(isWorkingDay('2026-02-28')).toBe(true);
    expect(isPublicHoliday('2025-10-04')).toBe(true);
    expect(isWorkingDay('2027-02-05')).toBe(false);
    expect(isWorkingDay('2029-10-02')).toBe(false);
  });
});
