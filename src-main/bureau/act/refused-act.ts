import { Refusal } from '@contract/errors.ts';
import type { ActRecord, Trail } from '../trail/trail.ts';

/** What the record of a refusal tells (J4). The rule is the refusal's own where none is given. */
export type RefusedAct = Omit<ActRecord, 'result'>;

/** Of what a refusal is: held beside it, because the contract's refusal goes out to a window and this does not. */
const acts = new WeakMap<Refusal, RefusedAct>();

/**
 * Says of which act a refusal is; the guard records it when the call is over and its transaction undone. The innermost says it: what is said later
 * changes nothing.
 */
export function refusedAs(refusal: Refusal, act: RefusedAct): Refusal {
  if (!acts.has(refusal)) acts.set(refusal, act);
  return refusal;
}

/** The act that was refused, or null where no service said. */
export const refusedAct = (refusal: Refusal): RefusedAct | null => acts.get(refusal) ?? null;

const recorded = new WeakSet<Refusal>();

/** Records a refusal of which a service said the act; once, whoever asks. @returns whether it is recorded */
export async function recordRefusedAct(trail: Trail, refusal: Refusal): Promise<boolean> {
  const act = refusedAct(refusal);
  if (act === null || recorded.has(refusal)) return act !== null;
  recorded.add(refusal);
  await trail.record({ rule: refusal.data.rule, ...act, result: 'refused' });
  return true;
}

/** What an act is called when it is refused: `text` in Chinese, without the reason. */
export type Attempted = Omit<ActRecord, 'result' | 'rule'>;

/** How a refusal of the act is recorded, where the usual words do not say it; null: it is none of this act's. Asked when the transaction is undone. */
export type Describe = (refusal: Refusal) => RefusedAct | null | Promise<RefusedAct | null>;

/** Does something; a refusal that comes out of it is of this act. */
export async function attempting<Result>(
  attempted: Attempted | Describe,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // What an inner act said stands; there is nothing to look up for this one.
    if (error instanceof Refusal && refusedAct(error) === null) {
      const act = typeof attempted === 'function' ? await attempted(error) : refusedText(attempted, error);
      if (act !== null) refusedAs(error, act);
    }
    throw error;
  }
}

/** The record of a refused act as most tell it: what was tried, why not, and the code for whoever looks for it. */
export function refusedText({ detail, ...attempted }: Attempted, refusal: Refusal): RefusedAct {
  return {
    ...attempted,
    text: `${attempted.text}被拒绝：${refusal.message}`,
    rule: refusal.data.rule,
    detail: { ...detail, code: refusal.code, link: refusal.data.link },
  };
}

/** Codes of refusals that a rule made; a revision that moved on and a try that was wrong are not among them. */
const ruled: readonly string[] = ['FORBIDDEN', 'RULE_BROKEN', 'NOT_FOUND'];

/** Of this act are only those refusals that a rule made; of others the record is the guard's. */
export const whenRuled =
  ({ text, ...attempted }: Attempted): Describe =>
  (refusal) =>
    ruled.includes(refusal.code) ? { ...attempted, text: `${text}被拒绝：${refusal.message}` } : null;
