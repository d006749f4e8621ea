import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  isDay,
  minuteOf,
  startOfDay,
  timeOf,
} from '../../../src-preload/contract/calendar.ts';
import { openMonths } from '../../../src-preload/contract/social-insurance.ts';
import { groupTaxpayerId } from '../../../src-preload/contract/validators/taxpayer-id.ts';
import { periodName } from '../../../src-preload/contract/period-name.ts';

describe('days are Shanghai days', () => {
  it('an instant after 16:00 UTC belongs to the next day', () => {
    expect([
      dayOf('2026-11-23T15:59:59Z'),
      dayOf('2026-11-23T16:00:00Z'),
      minuteOf('2026-11-23T16:05:00Z'),
      dayOf('2026-11-23'),
    ]).toEqual(['2026-11-23', '2026-11-24', '2026-11-24 00:05', '2026-11-23']);
  });
  it('counts whole days', () => {
    expect([
      daysBetween('2026-11-23T15:00:00Z', '2026-12-31'),
      daysBetween('2026-11-24', '2026-11-23'),
      daysBetween('2026-02-28', '2026-03-01'),
    ]).toEqual([38, -1, 1]);
  });
  it('agree with the time zone data of the platform, whatever form the instant has', () => {
    const shanghai = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    fc.assert(
      fc.property(fc.date({ min: new Date('1992-01-01'), max: new Date('2199-12-30'), noInvalidDate: true }), (at) => {
        const minute = shanghai.format(at);
        expect([
          minuteOf(at),
          minuteOf(at.getTime()),
          minuteOf(at.toISOString()),
          `${dayOf(at)} ${timeOf(at)}`,
        ]).toEqual([minute, minute, minute, minute]);
        expect(dayOf(startOfDay(dayOf(at)))).toBe(dayOf(at));
        expect(dayOf(startOfDay(dayOf(at)) - 1)).toBe(addDays(dayOf(at), -1));
      }),
    );
  });
  it('a day that the calendar does not have is none', () => {
    expect(['2026-02-28', '2024-02-29', '2026-02-29', '2026-13-01', '2026-1-5', ''].map(isDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
  it('says periods as people do', () => {
    expect(['2026-10', '2026-Q3', 'x'].map(periodName)).toEqual(['2026年10月', '2026年第三季度', 'x']);
  });
});

it('B8: this month and the five before it can be declared, by the day in Shanghai', () => {
  const months = ['2027-01', '2026-12', '2026-11', '2026-10', '2026-09', '2026-08'];
  expect([openMonths('2027-01-31'), openMonths(Date.parse('2026-12-31T16:00:00Z'))]).toEqual([months, months]);
  expect(openMonths(Date.parse('2026-12-31T15:59:59Z'))[0]).toBe('2026-12');
});

it('taxpayer ids are grouped by four and lose nothing', () => {
  expect(groupTaxpayerId('91210102MA0XXXXX4K')).toEqual(['9121', '0102', 'MA0X', 'XXXX', '4K']);
  expect(groupTaxpayerId('210102123456789')).toEqual(['2101', '0212', '3456', '789']);
});
