import { describe, expect, it } from 'vitest';
import { dueDay } from '../../../../src-main/bureau/business/due-day.ts';
import { isProvisional, isPublicHoliday, isWorkingDay } from '../../../../src-main/bureau/business/holidays.ts';

describe('last day to file', () => {
  it.each([
    // The days the State Taxation Administration announced for 2025.
    ['2024-12', '2025-01-15'], ['2025-01', '2025-02-20'], ['2025-02', '2025-03-17'], ['2025-03', '2025-04-18'], ['2025-04', '2025-05-22'],
    ['2025-05', '2025-06-16'], ['2025-09', '2025-10-27'], ['2025-10', '2025-11-17'],
    // Holidays at the start of the month move it by as many working days; a last day inside a holiday goes to the day after it.
    ['2025-12', '2026-01-20'], ['2026-01', '2026-02-24'], ['2026-04', '2026-05-22'], ['2026-09', '2026-10-26'],
    ['2026-10', '2026-11-16'], ['2026-Q3', '2026-10-26'], ['2026-Q4', '2027-01-15'],
  ])('%s is due on %s', (period, day) => {
    expect(dueDay(period)).toBe(day);
  });

  it('always falls on a working day between the 15th and the end of the next month', () => {
    for (let year = 2025; year <= 2030; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const day = dueDay(`${year}-${String(month).padStart(2, '0')}`);
        expect(isWorkingDay(day), day).toBe(true);
        expect(Number(day.slice(8))).toBeGreaterThanOrEqual(15);
      }
    }
  });

  it('knows the arranged years, marks the own table of 2027 and later years as provisional', () => {
    expect(isWorkingDay('2026-02-28')).toBe(true);
    expect(isPublicHoliday('2025-10-04')).toBe(true);
    expect(isWorkingDay('2027-02-05')).toBe(false);
    expect(isWorkingDay('2029-10-02')).toBe(false);
    expect([2025, 2026, 2027, 2029].map((year) => isProvisional(String(year)))).toEqual([false, false, true, true]);
  });
});
