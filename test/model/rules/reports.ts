import type { Agreement, Handler, Model } from '../state.ts';
import { stateOf } from './agreements.ts';
import { dayAfter, dayOfInstant } from './days.ts';
import { changed, refused, type Outcome } from './outcome.ts';

/* L5: a change or an end of what stood is to be reported within 30 days. */

export interface Report {
  key: string;
  kind: 'change' | 'end';
  due: string;
  reported: boolean;
}

/** The day it ended; an agreement that the next one of the pair follows at once goes on. */
function endedOn(model: Model, agreement: Agreement): string | null {
  if (!agreement.stood) return null;
  const state = stateOf(agreement, model.now);
  if (state === 'cancelled') return agreement.cancelledOn;
  if (state !== 'expired') return null;
  const next = dayAfter(agreement.last, 1);
  return model.agreements.some(
    (one) => one.client === agreement.client && one.agency === agreement.agency && one.stood && one.first === next,
  )
    ? null
    : agreement.last;
}

export function reportsOf(model: Model, agreement: Agreement): Report[] {
  const end = endedOn(model, agreement);
  return [
    ...agreement.changes.map(({ key, day, reported }) => ({
      key,
      kind: 'change' as const,
      due: dayAfter(day, 30),
      reported,
    })),
    ...(end === null
      ? []
      : [{ key: 'end', kind: 'end' as const, due: dayAfter(end, 30), reported: agreement.endReported }]),
  ];
}

/** Of the agency's agreements: how many have something to report, and how many are late with it. */
export function counted(model: Model, agency: string): { toReport: number; overdue: number } {
  const today = dayOfInstant(model.now);
  const waiting = model.agreements
    .filter((one) => one.agency === agency)
    .map((one) => reportsOf(model, one).filter((report) => !report.reported));
  return {
    toReport: waiting.filter((list) => list.length > 0).length,
    overdue: waiting.filter((list) => list.some((report) => report.due < today)).length,
  };
}

export function markReported(model: Model, actor: Handler, id: string, key: string): Outcome {
  const agreement = model.agreements.find((one) => one.id === id && one.agency === actor.firm);
  if (!agreement) return refused('NOT_FOUND', 'H3');
  const report = reportsOf(model, agreement).find((one) => one.key === key && !one.reported);
  if (!report) return refused('RULE_BROKEN', 'L5');
  if (report.kind === 'end') {
    agreement.endReported = true;
    agreement.revision += 1;
  } else for (const change of agreement.changes) if (change.key === key) change.reported = true;
  return changed;
}
