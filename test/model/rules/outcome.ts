import type { ErrorCode } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';

/** What a caller is answered: done, with the record that the trail must have of it (J4), or refused by a rule. */
export type Outcome =
  { done: true; record: 'done' | 'refused' | null } | { refused: ErrorCode; rule: RuleId | null; triesLeft?: number };

export const changed: Outcome = { done: true, record: 'done' };
export const unchanged: Outcome = { done: true, record: null };
/** J2: refused, but whoever asked is answered like anybody whose request was good. */
export const refusedInSilence: Outcome = { done: true, record: 'refused' };
export const refused = (code: ErrorCode, rule: RuleId | null, triesLeft?: number): Outcome => ({
  refused: code,
  rule,
  ...(triesLeft === undefined ? {} : { triesLeft }),
});
