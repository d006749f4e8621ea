import { filingOfPeriod } from '../../store/repositories/filings.ts';
import type { Database } from '../../store/schema/index.ts';

/** Taxes that the VAT return declares, by the line of either form that says what of each is to be paid. */
const returnLines = new Map([
  ['增值税', 'payableVat'],
  ['城市维护建设税', 'urban'],
  ['教育费附加', 'education'],
  ['地方教育附加', 'local'],
]);

export const taxesOnReturn: readonly string[] = [...returnLines.keys()];

/** Whether a tax is declared with the VAT return, so that its day and amount are known. */
export const isOnReturn = (tax: string): boolean => returnLines.has(tax);

/** What the submitted return says is owed of a tax for a period, in cents; null where none is submitted here, or the tax is on no return of this program. */
export async function owedByReturn(
  db: Database,
  clientId: string,
  tax: string,
  period: string,
): Promise<number | null> {
  const line = returnLines.get(tax);
  if (line === undefined) return null;
  const filing = await filingOfPeriod(db, clientId, period);
  if (filing?.state !== 'submitted') return null;
  return filing.lines[line] ?? 0;
}
