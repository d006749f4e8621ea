import type { Counter, Model } from '../state.ts';
import { day, minute } from './days.ts';
import { refused, type Outcome } from './outcome.ts';

/*
 * J2: 5 failures lock for 15 minutes, doubling to 24 hours, counted per account and per window; a lock ends by itself; success resets; what is
 * tried during a lock does not count. A day without a failure or a lock starts anew.
 */

function failed(before: Counter | undefined, now: number): Counter {
  const quiet = !before || now - Math.max(before.lastFailure, before.lockedUntil ?? 0) >= day;
  const locks = quiet ? 0 : before.locks;
  const failures = (quiet || before.lockedUntil !== null ? 0 : before.failures) + 1;
  if (failures < 5) return { failures, lastFailure: now, lockedUntil: null, locks };
  return { failures, lastFailure: now, lockedUntil: now + Math.min(15 * minute * 2 ** locks, day), locks: locks + 1 };
}

export const isLocked = (model: Model, keys: readonly string[]): boolean => keys.some((key) => (model.counters.get(key)?.lockedUntil ?? 0) > model.now);

/** A try that may be answered `refusal`: null when it was right. */
export function tried(model: Model, keys: readonly string[], refusal: { code: 'CREDENTIALS_WRONG' | 'AGREEMENT_PASSWORD_WRONG'; rule: string } | 'other' | null): Outcome | null {
  if (isLocked(model, keys)) return refused('LOCKED_OUT', 'J2', 0);
  if (refusal === null) {
    for (const key of keys) model.counters.delete(key);
    return null;
  }
  for (const key of keys) model.counters.set(key, failed(model.counters.get(key), model.now));
  if (refusal === 'other') return null;
  return refused(refusal.code, refusal.rule, Math.max(0, 5 - Math.max(...keys.map((key) => model.counters.get(key)?.failures ?? 0))));
}
