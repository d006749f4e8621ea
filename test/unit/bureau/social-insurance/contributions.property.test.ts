import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insuranceKinds } from '@contract/social-insurance.ts';
import { contributionsOf, totalsOf } from '../../../../src-main/bureau/social-insurance/contributions.ts';
import { standardOf, standards } from '../../../../src-main/bureau/social-insurance/standards.ts';

const month = fc
  .record({ year: fc.integer({ min: 2020, max: 2035 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month: m }) => `${year}-${String(m).padStart(2, '0')}`);
const wage = fc.oneof(
  fc.integer({ min: 1, max: 100_000_000_00 }),
  fc.integer({ min: 3_900_00, max: 4_500_00 }),
  fc.integer({ min: 19_000_00, max: 23_000_00 }),
);

describe('contributions of social insurance', () => {
  it('B8: the base never leaves the limits of the year, and says which one it met', () => {
    fc.assert(
      fc.property(wage, month, (w, m) => {
        const { floor, ceiling } = standardOf(m);
        const { base, limited } = contributionsOf(w, m);
        expect(base).toBeGreaterThanOrEqual(floor);
        expect(base).toBeLessThanOrEqual(ceiling);
        expect(limited).toBe(w < floor ? 'floor' : w > ceiling ? 'ceiling' : null);
        if (limited === null) expect(base).toBe(w);
      }),
    );
  });

  it('B8: each amount is a whole number of cents within half a cent of base times rate, worked out here in integers', () => {
    fc.assert(
      fc.property(wage, month, (w, m) => {
        const { rates } = standardOf(m);
        const { base, kinds } = contributionsOf(w, m);
        for (const kind of insuranceKinds) {
          for (const side of ['unit', 'personal'] as const) {
            const exact = BigInt(base) * BigInt(rates[kind][side]);
            const off = BigInt(kinds[kind][side]) * 10_000n - exact;
            // Half up: (-0.5, 0.5] of a cent.
            expect(off > -5_000n && off <= 5_000n).toBe(true);
          }
        }
      }),
    );
  });

  it('B8: a higher wage never pays less, in any kind', () => {
    fc.assert(
      fc.property(wage, wage, month, (a, b, m) => {
        const [low, high] = [contributionsOf(Math.min(a, b), m), contributionsOf(Math.max(a, b), m)];
        for (const kind of insuranceKinds) {
          expect(low.kinds[kind].unit).toBeLessThanOrEqual(high.kinds[kind].unit);
          expect(low.kinds[kind].personal).toBeLessThanOrEqual(high.kinds[kind].personal);
        }
      }),
    );
  });

  it('B8: every column of a declaration adds up to the cent, both ways, in whatever order the persons stand', () => {
    fc.assert(
      fc.property(fc.array(wage, { maxLength: 40 }), month, (wages, m) => {
        const lines = wages.map((w) => contributionsOf(w, m));
        const totals = totalsOf(lines);
        expect(totals.total).toBe(totals.unit + totals.personal);
        expect(insuranceKinds.reduce((sum, kind) => sum + totals.kinds[kind].unit, 0)).toBe(totals.unit);
        expect(insuranceKinds.reduce((sum, kind) => sum + totals.kinds[kind].personal, 0)).toBe(totals.personal);
        expect(lines.reduce((sum, line) => sum + line.unit, 0)).toBe(totals.unit);
        expect(Number.isSafeInteger(totals.total)).toBe(true);
        expect(totalsOf(lines.toReversed())).toEqual(totals);
      }),
    );
  });

  it('of a year that is not there take those of the nearest and say so', () => {
    const last = standards.at(-1)!;
    expect(standardOf(`${last.year}-01`)).toMatchObject({ year: last.year, provisional: false });
    expect(standardOf('2099-01')).toMatchObject({ year: last.year, provisional: true });
    expect(standardOf('2001-01')).toMatchObject({ year: standards[0]!.year, provisional: true });
    expect(standards.map(({ year }) => year)).toEqual(standards.map(({ year }) => year).toSorted());
    for (const { floor, ceiling, rates } of standards) {
      expect(floor).toBeLessThan(ceiling);
      for (const kind of insuranceKinds) expect(rates[kind].unit + rates[kind].personal).toBeLessThan(10_000);
    }
  });

  it('known by hand: 5,666.66 in 2026', () => {
    // 566666 × 16 % = 90666.56, 8 % = 45333.28, 7.8 % = 44199.948, 2 % = 11333.32, 0.5 % = 2833.33, 0.35 % = 1983.331
    expect(contributionsOf(566_666, '2026-11')).toMatchObject({
      base: 566_666,
      limited: null,
      unit: 90_667 + 44_200 + 2_833 + 1_983,
      personal: 45_333 + 11_333 + 2_833,
      kinds: {
        pension: { unit: 90_667, personal: 45_333 },
        medical: { unit: 44_200, personal: 11_333 },
        unemployment: { unit: 2_833, personal: 2_833 },
        injury: { unit: 1_983, personal: 0 },
      },
    });
  });
});
