export { formatMoney as written } from '@contract/money.ts';

/** A tax rate as an exact fraction, so that no float ever touches money: 13 % is `[13, 100]`. */
export type Rate = readonly [numerator: number, denominator: number];

/** Largest amount that may be typed in one line, in cents: far above any return, small enough that no sum leaves the safe integers. */
export const largestTyped = 10_000_000_000_000;

/**
 * `cents × rate`, rounded half up to the cent; a negative amount rounds as its opposite does, so that a red invoice
 * takes back exactly what the blue one charged.
 */
export function share(cents: number, [numerator, denominator]: Rate): number {
  const size = BigInt(Math.abs(cents)) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const rounded = Number((2n * size + divisor) / (2n * divisor));
  return cents < 0 && rounded !== 0 ? -rounded : rounded;
}
