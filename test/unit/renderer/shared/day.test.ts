import { describe, expect, it } from 'vitest';
import { dayOf, daysBetween, minuteOf, periodText } from '../../../../src-renderer/shared/pure/day.ts';
import { groupTaxpayerId } from '../../../../src-renderer/shared/pure/taxpayer-id.ts';

describe('days are Shanghai days', () => {
  it('an instant after 16:00 UTC belongs to the next day', () => {
    expect([dayOf('2026-11-23T15:59:59Z'), dayOf('2026-11-23T16:00:00Z'), minuteOf('2026-11-23T16:05:00Z'), dayOf('2026-11-23')])
      .toEqual(['2026-11-23', '2026-11-24', '2026-11-24 00:05', '2026-11-23']);
  });
  it('counts whole days', () => {
    expect([daysBetween('2026-11-23T15:00:00Z', '2026-12-31'), daysBetween('2026-11-24', '2026-11-23'), daysBetween('2026-02-28', '2026-03-01')]).toEqual([38, -1, 1]);
  });
  it('says periods as people do', () => { expect(['2026-10', '2026-Q3', 'x'].map(periodText)).toEqual(['2026年10月', '2026年第三季度', 'x']); });
});

it('taxpayer ids are grouped by four and lose nothing', () => {
  expect(groupTaxpayerId('91210102MA0XXXXX4K')).toEqual(['9121', '0102', 'MA0X', 'XXXX', '4K']);
  expect(groupTaxpayerId('210102123456789')).toEqual(['2101', '0212', '3456', '789']);
});
