import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../src-preload/contract/calendar.ts';
import { taxNameOf } from '../../../src-preload/contract/dossier-words.ts';
import { daysOfPeriod, taxProfile, type TaxHistory } from '../../../src-main/office/dossier/tax-profile.ts';

const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2023-12-15', days));
const kind = fc.constantFrom('general' as const, 'smallScale' as const);
const history: fc.Arbitrary<TaxHistory> = fc.record({
  recorded: kind,
  // Changes come in any order and differ from one another in turn, as the contract has them.
  kinds: fc.tuple(fc.uniqueArray(day, { maxLength: 5 }), kind).map(([days, first]) => {
    const other = first === 'general' ? ('smallScale' as const) : ('general' as const);
    return days
      .sort()
      .map((since, index) => ({ since, kind: index % 2 === 0 ? first : other }))
      .reverse();
  }),
  taxes: fc.array(
    fc
      .record({
        tax: fc.constantFrom('vat', 'stamp', 'corporateIncome', 'own'),
        every: fc.constantFrom('monthly', 'quarterly', 'yearly', 'perAct'),
        since: day,
        length: fc.option(fc.integer({ min: 0, max: 500 })),
      })
      .map(({ length, ...row }) => ({
        ...row,
        ownTax: row.tax === 'own' ? '烟叶税' : '',
        until: length === null ? null : addDays(row.since, length),
      })),
    { maxLength: 6 },
  ),
});
const period = fc
  .tuple(fc.integer({ min: 2024, max: 2027 }), fc.constantFrom('', '-Q', '-'), fc.integer({ min: 1, max: 12 }))
  .map(([year, form, month]) =>
    form === ''
      ? `${year}`
      : form === '-Q'
        ? `${year}-Q${Math.ceil(month / 3)}`
        : `${year}-${`${month}`.padStart(2, '0')}`,
  );

describe('what a client is and files in a period', () => {
  it('every day of the period has the kind of the last change up to it, and exactly the taxes that are filed on it', () => {
    fc.assert(
      fc.property(history, period, (known, asked) => {
        const found = taxProfile(known, asked);
        const { firstDay, lastDay } = found;
        expect(firstDay.startsWith(asked.slice(0, 4))).toBe(true);
        for (let at = firstDay; at <= lastDay; at = addDays(at, 1)) {
          const ordered = [...known.kinds].sort((a, b) => daysBetween(b.since, a.since));
          const last = ordered.findLast((change) => daysBetween(change.since, at) >= 0);
          const first = ordered[0];
          const right = last?.kind ?? (first === undefined ? known.recorded : null);
          const kinds = found.kinds.filter((one) => one.from <= at && at <= one.to);
          expect(kinds).toHaveLength(1);
          if (right === null) expect(kinds[0]?.kind).not.toBe(first?.kind);
          else expect(kinds[0]?.kind).toBe(right);
          const taxes = known.taxes.filter(
            (row) => daysBetween(row.since, at) >= 0 && (row.until === null || daysBetween(at, row.until) >= 0),
          );
          const there = found.taxes.filter((row) => row.from <= at && at <= row.to);
          expect(there.map((row) => `${row.name} ${row.every}`)).toEqual(
            taxes.map((row) => `${taxNameOf(row)} ${row.every}`),
          );
        }
        for (const part of [...found.kinds, ...found.taxes])
          expect([part.from >= firstDay, part.to <= lastDay, part.from <= part.to]).toEqual([true, true, true]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
    ['2026', '2026-01-01', '2026-12-31'],
  ])('%s has its days', (asked, firstDay, lastDay) => {
    expect(daysOfPeriod(asked)).toEqual({ firstDay, lastDay });
  });

  it('general from day D: the month before is small-scale, the month of D has both', () => {
    const known: TaxHistory = {
      recorded: 'general',
      kinds: [{ since: '2026-05-16', kind: 'general' }],
      taxes: [
        { tax: 'vat', ownTax: '', every: 'quarterly', since: '2020-01-01', until: '2026-05-15' },
        { tax: 'vat', ownTax: '', every: 'monthly', since: '2026-05-16', until: null },
      ],
    };
    expect(taxProfile(known, '2026-04').kinds).toEqual([{ kind: 'smallScale', from: '2026-04-01', to: '2026-04-30' }]);
    expect(taxProfile(known, '2026-05')).toMatchObject({
      kinds: [
        { kind: 'smallScale', from: '2026-05-01', to: '2026-05-15' },
        { kind: 'general', from: '2026-05-16', to: '2026-05-31' },
      ],
      taxes: [
        { name: '增值税', every: 'quarterly', to: '2026-05-15' },
        { name: '增值税', every: 'monthly', from: '2026-05-16' },
      ],
    });
  });
});
