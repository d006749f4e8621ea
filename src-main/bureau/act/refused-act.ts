import { Refusal } from '@contract/errors.ts';
import type { ActRecord, Trail } from '../trail/trail.ts';

/** Content of the record of a refusal (J4). Without a rule here, the refusal's own rule is recorded. */
export type RefusedAct = Omit<ActRecord, 'result'>;

/** The act of each refusal. Kept apart, because the contract's refusal goes out to a window and this does not. */
const acts = new WeakMap<Refusal, RefusedAct>();

/**
 * Sets the act of a refusal. The guard records it when the call is over and its transaction undone. The first
 * (innermost) caller decides; later calls change nothing.
 */
export function refusedAs(refusal: Refusal, act: RefusedAct): Refusal {
  if (!acts.has(refusal)) acts.set(refusal, act);
  return refusal;
}

/** The act that was refused, or null if no service named one. */
export const refusedAct = (refusal: Refusal): RefusedAct | null => acts.get(refusal) ?? null;

const recorded = new WeakSet<Refusal>();

/** Records a refusal whose act a service named; only once, whoever calls. @returns whether it is recorded */
export async function recordRefusedAct(trail: Trail, refusal: Refusal): Promise<boolean> {
  const act = refusedAct(refusal);
  if (act === null || recorded.has(refusal)) return act !== null;
  recorded.add(refusal);
  await trail.record({ rule: refusal.data.rule, ...act, result: 'refused' });
  return true;
}

/** The name of an act in the record of its refusal: `text` in Chinese, without the reason. */
export type Attempted = Omit<ActRecord, 'result' | 'rule'>;

/** How to record a refusal of the act if the usual text does not fit; null: it does not belong to this act. Called after the transaction is undone. */
export type Describe = (refusal: Refusal) => RefusedAct | null | Promise<RefusedAct | null>;

/** Runs work; a refusal that it throws belongs to this act. */
export async function attempting<Result>(
  attempted: Attempted | Describe,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // An inner act was named already and keeps its name; nothing to do here.
    if (error instanceof Refusal && refusedAct(error) === null) {
      const act = typeof attempted === 'function' ? await attempted(error) : refusedText(attempted, error);
      if (act !== null) refusedAs(error, act);
    }
    throw error;
  }
}

/** The usual record of a refused act: the attempt, the reason, and the error code for searches. */
export function refusedText({ detail, ...attempted }: Attempted, refusal: Refusal): RefusedAct {
  return {
    ...attempted,
    text: `${attempted.text}被拒绝：${refusal.message}`,
    rule: refusal.data.rule,
    detail: { ...detail, code: refusal.code, link: refusal.data.link },
  };
}

/** Codes of refusals by a rule; a stale revision or a wrong try is not one of them. */
const ruled: readonly string[] = ['FORBIDDEN', 'RULE_BROKEN', 'NOT_FOUND'];

/** Only refusals by a rule belong to this act; the guard records the others itself. */
export const whenRuled =
  ({ text, ...attempted }: Attempted): Describe =>
  (refusal) =>
    ruled.includes(refusal.code) ? { ...attempted, text: `${text}被拒绝：${refusal.message}` } : null;
