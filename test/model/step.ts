import type fc from 'fast-check';
import type { Real } from './real.ts';
import type { Outcome } from './rules/outcome.ts';
import type { Model } from './state.ts';

/** One call of one window, for both sides. What it is about was chosen from the model before; nothing in it is chosen later. */
export interface Step {
  /** What the shrunk sequence prints. */
  text: string;
  /** The window that calls; null: nobody's (the clock, a restart). */
  window: string | null;
  /** What the rules say; changes the model. Called after {@link real}, so that both start from the same state. */
  expected(): Outcome;
  real(real: Real): Promise<unknown>;
  /** What the answer tells of ids that only the bureau knows. */
  learn?(answer: never, real: Real): void;
}

/**
 * A kind of act: steps that one person takes after another. `args` are small numbers, so that whatever is left of a sequence after shrinking
 * still says something; the steps are chosen from the model as it stands when each one is taken.
 */
export interface Act {
  name: string;
  weight: number;
  args: fc.Arbitrary<readonly number[]>;
  steps(model: Model, args: readonly number[]): Generator<Step, void>;
}

/** The thing that a number picks from a list; null from an empty one. */
export const pick = <Thing>(things: readonly Thing[], number: number | undefined): Thing | null =>
  things[(number ?? 0) % Math.max(1, things.length)] ?? null;

/** @throws Error for an empty list: the model's own fault */
export function pickOf<Thing>(things: readonly Thing[], number: number | undefined): Thing {
  if (things.length === 0) throw new Error('nothing to pick from');
  return things[(number ?? 0) % things.length] as Thing;
}
