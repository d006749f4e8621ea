import type { VatReturn } from '@contract/business.ts';

export { periodName } from '@contract/period-name.ts';

export type TaxpayerKind = VatReturn['form'];

/** How many periods back can still be filed here. */
const monthsBack = 12;
const quartersBack = 6;

/** Months of a period in order: one for `2026-10`, three for `2026-Q3`. */
export function monthsOf(period: string): string[] {
  const year = period.slice(0, 4);
  if (period[5] !== 'Q') return [period];
  const first = Number(period[6]) * 3 - 2;
  return [first, first + 1, first + 2].map((month) => `${year}-${String(month).padStart(2, '0')}`);
}

/** The month that follows a period. */
export function monthAfter(period: string): string {
  const last = monthsOf(period).at(-1) ?? period;
  const year = Number(last.slice(0, 4));
  const month = Number(last.slice(5, 7));
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** The period after this one, of the same length. */
export function periodAfter(period: string): string {
  const month = monthAfter(period);
  return period[5] === 'Q' ? `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}` : month;
}

/** The period before this one, of the same length. */
export function periodBefore(period: string): string {
  const year = Number(period.slice(0, 4));
  if (period[5] === 'Q') {
    const quarter = Number(period[6]);
    return quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
  }
  const month = Number(period.slice(5));
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** Whether a taxpayer of this kind files this length of period: general by month, small-scale by quarter. */
export function fits(kind: TaxpayerKind, period: string): boolean {
  return (period[5] === 'Q') === (kind === 'smallScale');
}

/** The newest period of this kind that is over on `today`. */
export function newestClosed(kind: TaxpayerKind, today: string): string {
  const current =
    kind === 'general' ? today.slice(0, 7) : `${today.slice(0, 4)}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`;
  return periodBefore(current);
}

/** Periods that can be filed on `today`, newest first: the last twelve months, or six quarters. */
export function fileablePeriods(kind: TaxpayerKind, today: string): string[] {
  const periods = [newestClosed(kind, today)];
  const count = kind === 'general' ? monthsBack : quartersBack;
  while (periods.length < count) periods.push(periodBefore(periods.at(-1) ?? ''));
  return periods;
}

/** Orders two periods by their last month. */
export function comparePeriods(a: string, b: string): number {
  return monthAfter(a).localeCompare(monthAfter(b));
}
