import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src-preload/contract/calendar.ts';
import { dueDayOf } from '../../../src-main/bureau/ground/due-day.ts';
import { isWorkingDay } from '../../../src-main/bureau/ground/holidays.ts';
import { definitions } from '../../../src-main/office/obligations/definitions.ts';
import { obligationsDueIn, type ObligationFacts } from '../../../src-main/office/obligations/owed.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const day = fc.integer({ min: 0, max: 1800 }).map((days) => addDays('2022-01-05', days));
const facts: fc.Arbitrary<ObligationFacts> = fc.record({
  recorded: fc.constantFrom('general' as const, 'smallScale' as const),
  kinds: fc.tuple(fc.uniqueArray(day, { maxLength: 3 }), fc.boolean()).map(([days, general]) =>
    days.sort().map((since, index) => ({
      since,
      kind: (index % 2 === 0) === general ? ('general' as const) : ('smallScale' as const),
    })),
  ),
  taxes: fc.array(
    fc
      .record({
        tax: fc.constantFrom(
          'vat',
          'stamp',
          'corporateIncome',
          'incomeBusiness',
          'statements',
          'socialInsurance',
          'own',
        ),
        every: fc.constantFrom('monthly', 'quarterly', 'halfYearly', 'yearly', 'perAct'),
        since: day,
        length: fc.option(fc.integer({ min: 0, max: 700 })),
      })
      .map(({ length, ...row }) => ({
        ...row,
        ownTax: row.tax === 'own' ? '矿产费' : '',
        until: length === null ? null : addDays(row.since, length),
      })),
    { maxLength: 6 },
  ),
  founded: fc.option(day),
  serviceFrom: day,
  stopDay: fc.option(day),
});
const month = fc
  .tuple(fc.integer({ min: 2023, max: 2027 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${two(number)}`);

interface Period {
  text: string;
  every: string;
  days: string[];
}
/** Every period of 2020 to 2027, day by day. */
const periods: Period[] = [];
for (let year = 2020; year <= 2027; year += 1)
  for (const [every, length, name] of [
    ['monthly', 1, (part: number) => `-${two(part)}`],
    ['quarterly', 3, (part: number) => `-Q${part}`],
    ['halfYearly', 6, (part: number) => `-H${part}`],
    ['yearly', 12, () => ''],
  ] as const)
    for (let part = 1; part <= 12 / length; part += 1) {
      const days: string[] = [];
      for (let at = `${year}-${two((part - 1) * length + 1)}-01`; days.length < 366; at = addDays(at, 1)) {
        if (at >= (part * length === 12 ? `${year + 1}-01-01` : `${year}-${two(part * length + 1)}-01`)) break;
        days.push(at);
      }
      periods.push({ text: `${year}${name(part)}`, every, days });
    }

/** The kind of taxpayer on a day. */
function kindOn(known: ObligationFacts, at: string): string {
  const ordered = [...known.kinds].sort((a, b) => (a.since < b.since ? -1 : 1));
  const last = ordered.findLast(({ since }) => since <= at);
  if (last) return last.kind;
  if (ordered[0]) return ordered[0].kind === 'general' ? 'smallScale' : 'general';
  return known.recorded;
}

/** Last day to file, said over again: from the period's last day on, the month counted by hand. */
function dueDay(definition: (typeof definitions)[number], period: Period): string {
  const last = period.days.at(-1) ?? '';
  const lastMonth = last.slice(0, 7);
  if (definition.due.kind === 'filingDay') return dueDayOf(lastMonth).dueDay;
  let year = Number(lastMonth.slice(0, 4));
  let number = Number(lastMonth.slice(5)) + definition.due.months;
  while (number > 12) {
    number -= 12;
    year += 1;
  }
  let due = `${year}-${two(number)}-01`;
  while (Number(due.slice(8)) < definition.due.day && addDays(due, 1).slice(0, 7) === due.slice(0, 7))
    due = addDays(due, 1);
  while (definition.due.moves && !isWorkingDay(due)) due = addDays(due, 1);
  return due;
}

/** Of every definition, its periods with their last days. */
const dues = definitions.map((definition) => ({
  definition,
  periods: periods.map((period) => ({ period, due: dueDay(definition, period) })),
}));

/** What is owed, slowly: every definition, every period, every row, every day. */
function slowly(known: ObligationFacts, asked: string): string[] {
  const found = new Set<string>();
  for (const { definition, periods } of dues)
    for (const { period, due } of periods) {
      const last = period.days.at(-1) ?? '';
      if (last < definition.from || (definition.until !== null && last > definition.until)) continue;
      if (due.slice(0, 7) !== asked) continue;
      const elsewhere = due < known.serviceFrom || (known.stopDay !== null && due >= known.stopDay);
      const add = (id: string, assumed: boolean) => found.add(`${id} ${period.text} ${due} ${elsewhere} ${assumed}`);
      if (definition.tax === null) {
        if (period.every === 'yearly' && period.days.some((at) => known.founded === null || at >= known.founded))
          add(definition.id, false);
      } else if (known.taxes.length === 0) {
        const kind = period.every === 'monthly' ? 'general' : period.every === 'quarterly' ? 'smallScale' : '';
        if (
          definition.tax === 'vat' &&
          period.days.some((at) => (known.founded === null || at >= known.founded) && kindOn(known, at) === kind)
        )
          add(definition.id, true);
      } else
        for (const row of known.taxes) {
          if (row.tax !== definition.tax) continue;
          if (!period.days.some((at) => at >= row.since && (row.until === null || at <= row.until))) continue;
          if (period.every !== (definition.every === 'yearly' ? 'yearly' : row.every)) continue;
          if (definition.frequencies?.includes(row.every) === false) continue;
          add(row.tax === 'own' ? `own:${row.ownTax}` : definition.id, false);
        }
    }
  return [...found].sort();
}

describe('what a client has to file', () => {
  it('is, in every month, what a slow and plain restatement finds', () => {
    fc.assert(
      fc.property(facts, month, (known, asked) => {
        const quick = obligationsDueIn(known, asked).map(
          (one) => `${one.obligation} ${one.period} ${one.dueDay} ${one.elsewhere} ${one.assumed}`,
        );
        expect(quick.toSorted()).toEqual(slowly(known, asked));
      }),
      { numRuns: 300 },
    );
  });

  it('of a whole year, a monthly tax comes twelve times, a quarterly one four times, and each once', () => {
    const plain: ObligationFacts = {
      recorded: 'general',
      kinds: [],
      taxes: [
        { tax: 'vat', ownTax: '', every: 'monthly', since: '2020-01-01', until: null },
        { tax: 'corporateIncome', ownTax: '', every: 'quarterly', since: '2020-01-01', until: null },
        { tax: 'stamp', ownTax: '', every: 'perAct', since: '2020-01-01', until: null },
      ],
      founded: '2019-05-01',
      serviceFrom: '2020-01-01',
      stopDay: null,
    };
    const all = Array.from({ length: 12 }, (_, index) => obligationsDueIn(plain, `2026-${two(index + 1)}`)).flat();
    const times = (id: string) => all.filter(({ obligation }) => obligation === id).map(({ period }) => period);
    expect(times('vat')).toEqual(['2025-12', ...Array.from({ length: 11 }, (_, index) => `2026-${two(index + 1)}`)]);
    expect(times('corporateIncome')).toEqual(['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3']);
    expect(times('corporateIncomeYear')).toEqual(['2025']);
    expect(times('registerYear')).toEqual(['2025']);
    expect(times('stamp')).toEqual([]);
    // 31 May 2026 is a Sunday.
    expect(all.find(({ obligation }) => obligation === 'corporateIncomeYear')?.dueDay).toBe('2026-06-01');
  });
});
