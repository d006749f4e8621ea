import type { Database } from '../../../store/schema/index.ts';
import { filingById, filingsOfClient } from '../../../store/repositories/filings.ts';
import {
  comparePeriods,
  fileablePeriods,
  newestClosed,
  periodAfter,
  periodName,
  type TaxpayerKind,
} from '../../ground/period.ts';
import type { Check } from './checks.ts';
import { generalForm } from './general-form.ts';
import { smallScaleForm } from './small-scale-form.ts';
import type { VatFacts, VatForm } from './form.ts';

export type ReturnState = 'none' | 'draft' | 'submitted';

/** The form a taxpayer of this kind files. */
export const formOf = (kind: TaxpayerKind): VatForm => (kind === 'general' ? generalForm : smallScaleForm);

/** What is stored of a client's VAT returns around one period. */
export interface ReturnSurroundings {
  facts: VatFacts;
  checks: Check[];
}

/**
 * The return before a period, from which credit is carried, and what its place in the row of periods forbids: returns are
 * submitted in order, so that no carried line changes behind a submitted one.
 */
export async function surroundings(
  db: Database,
  clientId: string,
  form: VatForm,
  period: string,
): Promise<ReturnSurroundings> {
  const submitted = (await filingsOfClient(db, clientId))
    .filter((row) => row.form === form.kind && row.state === 'submitted')
    .sort((a, b) => comparePeriods(a.period, b.period));
  const before = submitted.findLast((row) => comparePeriods(row.period, period) < 0);
  const after = submitted.find((row) => comparePeriods(row.period, period) > 0);
  const stored = before ? await filingById(db, clientId, before.id) : undefined;
  const checks: Check[] = [];
  if (before && periodAfter(before.period) !== period) {
    checks.push({
      level: 'error',
      line: null,
      message: `${periodName(periodAfter(before.period))}尚未申报，请先申报该期，再申报本期。`,
    });
  }
  if (after && submitted.every((row) => row.period !== period)) {
    checks.push({
      level: 'error',
      line: null,
      message: `${periodName(after.period)}已经申报，不能再申报更早的${periodName(period)}。`,
    });
  }
  return {
    facts: { period, previous: stored ? { period: stored.period, lines: stored.lines } : null },
    checks,
  };
}

/** Every period that can be filed today with its state, newest first. */
export async function periodStates(
  db: Database,
  clientId: string,
  kind: TaxpayerKind,
  today: string,
): Promise<{ period: string; state: ReturnState }[]> {
  const states = new Map(
    (await filingsOfClient(db, clientId)).filter((row) => row.form === kind).map((row) => [row.period, row.state]),
  );
  return fileablePeriods(kind, today).map((period) => ({ period, state: states.get(period) ?? 'none' }));
}

/**
 * Periods that a home page names: those after the last submitted return up to the newest that is over, and that newest one in any state. With nothing
 * submitted here only the newest, because what was filed elsewhere before is not known.
 */
export async function duePeriods(
  db: Database,
  clientId: string,
  kind: TaxpayerKind,
  today: string,
): Promise<{ period: string; state: ReturnState }[]> {
  const newest = newestClosed(kind, today);
  const states = await periodStates(db, clientId, kind, today);
  const last = states.find((row) => row.state === 'submitted');
  return states.filter(
    (row) => row.period === newest || (last ? comparePeriods(row.period, last.period) > 0 : row.state === 'draft'),
  );
}
