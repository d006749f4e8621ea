import { describe, expect, it } from 'vitest';
import { dueDay } from '../../../../src-main/bureau/business/due-day.ts';
import { isProvisional, isPublicHoliday, isWorkingDay } from '../../../../src-main/bureau/business/holidays.ts';

describe('last day to file', () => {
  it.each([
    // The days that the yearly notices of the State Taxation Administration name, where holidays move them.
    ['2018-12', '2019-01-15'], ['2019-03', '2019-04-18'], ['2019-05', '2019-06-19'], ['2019-08', '2019-09-18'], ['2019-09', '2019-10-24'],
    ['2019-12', '2020-01-15'], ['2020-03', '2020-04-20'], ['2020-04', '2020-05-22'],
    ['2020-12', '2021-01-20'], ['2021-01', '2021-02-23'], ['2021-03', '2021-04-20'], ['2021-04', '2021-05-21'], ['2021-05', '2021-06-18'], ['2021-09', '2021-10-26'],
    ['2021-12', '2022-01-19'], ['2022-01', '2022-02-23'], ['2022-03', '2022-04-20'], ['2022-04', '2022-05-19'], ['2022-05', '2022-06-20'], ['2022-08', '2022-09-20'], ['2022-09', '2022-10-25'],
    ['2022-12', '2023-01-16'], ['2023-03', '2023-04-17'], ['2023-04', '2023-05-18'], ['2023-09', '2023-10-23'],
    ['2023-12', '2024-01-15'], ['2024-01', '2024-02-23'], ['2024-03', '2024-04-18'], ['2024-04', '2024-05-22'], ['2024-05', '2024-06-19'], ['2024-08', '2024-09-18'], ['2024-09', '2024-10-24'],
    // The same for 2025.
    ['2024-12', '2025-01-15'], ['2025-01', '2025-02-20'], ['2025-02', '2025-03-17'], ['2025-03', '2025-04-18'], ['2025-04', '2025-05-22'],
    ['2025-05', '2025-06-16'], ['2025-09', '2025-10-27'], ['2025-10', '2025-11-17'],
    // Holidays at the start of the month move it by as many working days; a last day inside a holiday goes to the day after it.
    ['2025-12', '2026-01-20'], ['2026-01', '2026-02-24'], ['2026-03', '2026-04-20'], ['2026-04', '2026-05-22'], ['2026-09', '2026-10-26'],
    ['2026-10', '2026-11-16'], ['2026-Q3', '2026-10-26'], ['2026-Q4', '2027-01-20'],
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
