import type { RuleId } from '@contract/rule-id.ts';
import type { Counter, Model } from '../state.ts';
import { day, minute, second } from './days.ts';
import { refused, type Outcome } from './outcome.ts';

/*
 * J2: 5 failures lock an account for 15 minutes, doubling to 24 hours; a window with 5 failures waits for 1 second, doubling to 30, whatever
 * accounts they were of. A lock ends by itself; success resets; what is tried during a lock or a wait does not count. A day without a failure or
 * a lock starts anew.
 */

function failed(before: Counter | undefined, now: number): Counter {
  const quiet = !before || now - Math.max(before.lastFailure, before.lockedUntil ?? 0) >= day;
  const locks = quiet ? 0 : before.locks;
  const failures = (quiet || before.lockedUntil !== null ? 0 : before.failures) + 1;
  if (failures < 5) return { failures, lastFailure: now, lockedUntil: null, locks };
  return { failures, lastFailure: now, lockedUntil: now + Math.min(15 * minute * 2 ** locks, day), locks: locks + 1 };
}

function slowed(before: Counter | undefined, now: number): Counter {
  const quiet = !before || now - Math.max(before.lastFailure, before.lockedUntil ?? 0) >= day;
  const failures = (quiet ? 0 : before.failures) + 1;
  return {
    failures,
    lastFailure: now,
    lockedUntil: failures < 5 ? null : now + Math.min(second * 2 ** (failures - 5), 30 * second),
    locks: 0,
  };
}

const isWindow = (key: string): boolean => key.startsWith('window:');

const isLocked = (model: Model, keys: readonly string[]): boolean =>
  keys.some((key) => (model.counters.get(key)?.lockedUntil ?? 0) > model.now);

/** A try that may be answered `refusal`: null when it was right. */
export function tried(
  model: Model,
  keys: readonly string[],
  refusal: { code: 'CREDENTIALS_WRONG' | 'AGREEMENT_PASSWORD_WRONG'; rule: RuleId } | 'other' | null,
): Outcome | null {
  const accounts = keys.filter((key) => !isWindow(key));
  if (isLocked(model, accounts)) return refused('LOCKED_OUT', 'J2', 0);
  if (isLocked(model, keys)) return refused('LOCKED_OUT', 'J2');
  if (refusal === null) {
    for (const key of keys) model.counters.delete(key);
    return null;
  }
  for (const key of keys)
    model.counters.set(key, (isWindow(key) ? slowed : failed)(model.counters.get(key), model.now));
  if (refusal === 'other') return null;
  return refused(
    refusal.code,
    refusal.rule,
    Math.max(0, 5 - Math.max(...accounts.map((key) => model.counters.get(key)?.failures ?? 0))),
  );
}
