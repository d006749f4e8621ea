import { computeLines, payableOf, typedLines, type Lines } from '../../bureau/business/vat/form.ts';
import { formOf } from '../../bureau/business/vat/known-returns.ts';
import type { Random } from '../sample/random.ts';
import type { SampleClient } from './rows.ts';

/** What a client sells, month after month: the same line of the form, around the same amount. */
export interface Turnover {
  /** Whole cents a period. */
  usual: number;
  goods: boolean;
  rate: 13 | 9 | 6;
  /** Input tax as a share of output tax; above 1 the credit grows. */
  inputShare: number;
  /** Part of a small-scale taxpayer's sales for which special invoices are asked. */
  specialShare: number;
}

const rates: Readonly<Record<string, 13 | 9>> = {
  批发和零售业: 13,
  制造业: 13,
  建筑业: 9,
  交通运输业: 9,
  农林牧渔业: 9,
};

/** A turnover that fits kind and trade of a client. */
export function turnoverOf(client: SampleClient, random: Random): Turnover {
  const general = client.enterprise.kind === 'general';
  const rate = rates[client.industry] ?? 6;
  // Spread over the powers of ten, like real firms: many small, few large.
  const yuan = general ? 60_000 * 10 ** (random.next() * 1.8) : 40_000 * 10 ** (random.next() * 1.2);
  return {
    usual: Math.round(yuan * 100),
    goods: rate === 13,
    rate,
    inputShare: random.chance(0.08) ? 1.04 : 0.5 + random.next() * 0.45,
    specialShare: random.chance(0.35) ? 0.1 + random.next() * 0.5 : 0,
  };
}

/** Amounts end in .00 or .50 or something odd, as on invoices. */
const amount = (cents: number, random: Random): number =>
  random.chance(0.5) ? Math.round(cents / 100) * 100 : Math.round(cents);

/**
 * A computed return of one period.
 * @param before lines of the return before, or null
 */
export function returnLines(
  kind: 'general' | 'smallScale',
  turnover: Turnover,
  period: string,
  before: { period: string; lines: Lines } | null,
  random: Random,
): { lines: Lines; payable: number } {
  const sales = amount(turnover.usual * (0.75 + random.next() * 0.5), random);
  const typed =
    kind === 'general'
      ? typedGeneral(turnover, sales, before?.lines ?? null, random)
      : typedSmallScale(turnover, sales, random);
  const form = formOf(kind);
  const facts = { period, previous: before };
  const lines = computeLines(form, typedLines(form, typed, facts), facts);
  return { lines, payable: payableOf(form, lines) };
}

function typedGeneral(
  { rate, goods, inputShare }: Turnover,
  sales: number,
  before: Lines | null,
  random: Random,
): Lines {
  const output = Math.round((sales * rate) / 100);
  const input = Math.round(output * inputShare * (0.9 + random.next() * 0.2));
  const unpaid = before?.['closingUnpaid'] ?? 0;
  return {
    [rate === 6 ? 'sales6Services' : `sales${rate}${goods ? 'Goods' : 'Services'}`]: sales,
    inputInvoices: input,
    ...(random.chance(0.1) ? { outWelfare: Math.round(input * 0.02) } : {}),
    ...(unpaid > 0 ? { paidLastPeriod: unpaid } : {}),
  };
}

function typedSmallScale({ goods, specialShare }: Turnover, sales: number, random: Random): Lines {
  const column = goods ? 'Goods' : 'Services';
  const special = amount(sales * specialShare, random);
  return { [`other${column}`]: sales - special, ...(special > 0 ? { [`special1${column}`]: special } : {}) };
}
