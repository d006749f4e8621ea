import { taxesOnReturn } from '../../bureau/business/owed.ts';
import { marksOfPeriods, paymentsOfPeriods, returnsOfPeriods } from '../../store/repositories/obligations.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Happened } from './cell-state.ts';
import type { Obligation } from './owed.ts';

/** One obligation of a client, as one text. */
export const obligationKey = ({ obligation, period }: Pick<Obligation, 'obligation' | 'period'>): string =>
  `${obligation} ${period}`;

/** What is stored about these obligations, of all clients: a few queries by period, however many clients there are. */
export async function happenedIn(
  db: Database,
  owed: readonly Obligation[],
): Promise<(clientId: string, one: Obligation) => Happened> {
  const periods = [...new Set(owed.map(({ period }) => period))];
  if (periods.length === 0) return () => ({ mark: undefined, kept: undefined, paid: undefined });
  const marks = new Map(
    (await marksOfPeriods(db, periods)).map((row) => [`${row.client_id} ${obligationKey(row)}`, row]),
  );
  const byPeriod = <Row extends { client_id: string; period: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [`${row.client_id} ${row.period}`, row]));
  const returns = byPeriod(await returnsOfPeriods(db, periods));
  const payments = byPeriod(await paymentsOfPeriods(db, periods, taxesOnReturn));
  return (clientId, one) => ({
    mark: marks.get(`${clientId} ${obligationKey(one)}`),
    kept: one.form === 'vat' ? returns.get(`${clientId} ${one.period}`) : undefined,
    paid: one.form === 'vat' ? payments.get(`${clientId} ${one.period}`) : undefined,
  });
}
