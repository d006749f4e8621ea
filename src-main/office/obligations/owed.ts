import { taxNameOf, type Filing, type TaxCode } from '@contract/dossier-words.ts';
import { daysOfPeriod, taxProfile, type TaxHistory } from '../dossier/tax-profile.ts';
import { definitions, type ObligationDefinition } from './definitions.ts';
import { dueOf, lastMonthsDueIn, periodEnding } from './due.ts';

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
  short: string;
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

/**
 * What a client has to file whose last day lies in a month. A tax is owed for a period as soon as it holds on one of its days. A client whose file names no
 * tax at all owes VAT, as its kind has it: general by month, small-scale by quarter.
 * @param month calendar month of the last day, `2026-12`
 */
export function obligationsDueIn(facts: ObligationFacts, month: string): Obligation[] {
  const found = new Map<string, Obligation>();
  const assumed = facts.taxes.length === 0;
  for (const definition of definitions)
    for (const lastMonth of lastMonthsDueIn(definition, month)) {
      const { lastDay } = daysOfPeriod(lastMonth);
      if (lastDay < definition.from || (definition.until !== null && lastDay > definition.until)) continue;
      const due = dueOf(definition, lastMonth);
      if (!due.dueDay.startsWith(month)) continue;
      for (const row of rowsOf(definition, facts, lastMonth)) {
        const every = definition.every === 'yearly' ? 'yearly' : row.every;
        const period = periodEnding(every, lastMonth);
        if (period === null || definition.frequencies?.includes(row.every) === false) continue;
        const { firstDay } = daysOfPeriod(period);
        if (row.since > lastDay || (row.until !== null && row.until < firstDay)) continue;
        const obligation = definition.tax === 'own' ? `own:${row.ownTax}` : definition.id;
        const name = definition.tax === 'own' ? taxNameOf(row) : definition.name;
        found.set(`${obligation} ${period}`, {
          obligation,
          name,
          short: definition.tax === 'own' ? name : definition.short,
          form: definition.form ?? null,
          period,
          ...due,
          assumed: assumed && definition.tax !== null,
          elsewhere: due.dueDay < facts.serviceFrom || (facts.stopDay !== null && due.dueDay >= facts.stopDay),
        });
      }
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
