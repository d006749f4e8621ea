import { taxNameOf, type Filing, type TaxCode } from '@contract/dossier-words.ts';
import type { DueDay } from '../../bureau/ground/due-day.ts';
import { daysOfPeriod, taxProfile, type TaxHistory } from '../dossier/tax-profile.ts';
import { definitions, type ObligationDefinition } from './definitions.ts';
import { lastDayToFile, lastMonthsDueIn, periodEnding } from './due.ts';

/** What decides which obligations a client has. */
export interface ObligationFacts extends TaxHistory {
  founded: string | null;
  /** The office answers for what is due from this day on. */
  serviceFrom: string;
  /** It does so no more from this day on; null: it goes on. */
  stopDay: string | null;
}

/** One thing that a client has to file for one period. */
export interface Obligation {
  /** Id of its definition; one of a tax of the client's own ends in the tax: `own:矿产资源费`. */
  obligation: string;
  name: string;
  form: 'vat' | null;
  period: string;
  dueDay: string;
  dueExpected: boolean;
  /** The file names no taxes: this one follows from the kind of taxpayer alone. */
  assumed: boolean;
  /** The office does not answer for it: it was due before the service began, or is due after it ended. */
  elsewhere: boolean;
}

interface TaxRow {
  tax: TaxCode;
  ownTax: string;
  every: Filing;
  since: string;
  until: string | null;
}

/** One definition whose last day of a period lies in a month: the same for every client. */
interface Due extends DueDay {
  definition: ObligationDefinition;
  /** The period's last month, its last day, and by its length the period with its first day. */
  lastMonth: string;
  lastDay: string;
  periods: Readonly<Partial<Record<Filing, { period: string; firstDay: string }>>>;
}

const lengths = ['monthly', 'quarterly', 'halfYearly', 'yearly'] as const;
const schedules = new Map<string, readonly Due[]>();
const schedulesKept = 60;

/** What falls due in a month. */
function scheduleOf(month: string): readonly Due[] {
  const known = schedules.get(month);
  if (known) return known;
  const schedule = definitions.flatMap((definition) =>
    lastMonthsDueIn(definition, month).flatMap((lastMonth) => {
      const { lastDay } = daysOfPeriod(lastMonth);
      if (lastDay < definition.from || (definition.until !== null && lastDay > definition.until)) return [];
      const due = lastDayToFile(definition, lastMonth);
      if (!due.dueDay.startsWith(month)) return [];
      const periods: Due['periods'] = Object.fromEntries(
        lengths.flatMap((every) => {
          const period = periodEnding(every, lastMonth);
          return period === null ? [] : [[every, { period, firstDay: daysOfPeriod(period).firstDay }]];
        }),
      );
      return [{ definition, lastMonth, lastDay, periods, ...due }];
    }),
  );
  if (schedules.size >= schedulesKept) schedules.clear();
  schedules.set(month, schedule);
  return schedule;
}

/**
 * What a client has to file whose last day lies in a month. A tax is owed for a period as soon as it holds on one of its days. A client whose file names no
 * tax at all owes VAT, as its kind has it: general by month, small-scale by quarter.
 * @param month calendar month of the last day, `2026-12`
 */
export function obligationsDueIn(facts: ObligationFacts, month: string): Obligation[] {
  const found = new Map<string, Obligation>();
  const assumed = facts.taxes.length === 0;
  for (const { definition, lastMonth, lastDay, periods, dueDay, dueExpected } of scheduleOf(month))
    for (const row of rowsOf(definition, facts, lastMonth)) {
      const ending = periods[definition.every === 'yearly' ? 'yearly' : row.every];
      if (ending === undefined || definition.frequencies?.includes(row.every) === false) continue;
      const { period, firstDay } = ending;
      if (row.since > lastDay || (row.until !== null && row.until < firstDay)) continue;
      const obligation = definition.tax === 'own' ? `own:${row.ownTax}` : definition.id;
      const name = definition.tax === 'own' ? taxNameOf(row) : definition.name;
      found.set(`${obligation} ${period}`, {
        obligation,
        name,
        form: definition.form ?? null,
        period,
        dueDay,
        dueExpected,
        assumed: assumed && definition.tax !== null,
        elsewhere: dueDay < facts.serviceFrom || (facts.stopDay !== null && dueDay >= facts.stopDay),
      });
    }
  return [...found.values()];
}

/** Rows of the file that bring an obligation. */
function rowsOf(definition: ObligationDefinition, facts: ObligationFacts, lastMonth: string): readonly TaxRow[] {
  const { tax } = definition;
  if (tax === null) {
    const founded = facts.founded ?? '0000-01-01';
    return [{ tax: 'own', ownTax: '', every: 'yearly', since: founded, until: null }];
  }
  if (facts.taxes.length > 0) return facts.taxes.filter((row) => row.tax === tax);
  return tax === 'vat' ? assumedVat(facts, lastMonth) : [];
}

/** VAT of a client whose file names no tax, by what it was on the days of the quarter that ends with this month. */
function assumedVat(facts: ObligationFacts, lastMonth: string): TaxRow[] {
  const quarter = `${lastMonth.slice(0, 4)}-Q${Math.ceil(Number(lastMonth.slice(5)) / 3)}`;
  const { kinds, lastDay } = taxProfile({ ...facts, taxes: [] }, quarter);
  return kinds.map(({ kind, from, to }) => ({
    tax: 'vat',
    ownTax: '',
    every: kind === 'general' ? 'monthly' : 'quarterly',
    since: facts.founded !== null && facts.founded > from ? facts.founded : from,
    until: to === lastDay ? null : to,
  }));
}
