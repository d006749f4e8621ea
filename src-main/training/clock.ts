import { Refusal } from '@contract/errors.ts';
import { machineElapsed } from '../bureau/clock/elapsed.ts';
import type { Clock } from '../bureau/ground/ports.ts';

/** Maximum distance of a world from real time, in milliseconds: ten years, so that every day can still be written. */
const farthest = 10 * 366 * 86_400_000;

/** The clock of a training world: real time and an offset that a trainer moves. */
export interface MovableClock extends Clock {
  /** Offset of the world from real time, in milliseconds; negative: behind. */
  readonly offset: number;
  /** Moves the clock and stores the offset, so that it survives a restart. @throws Refusal RULE_BROKEN beyond ten years */
  move(byMs: number): Promise<void>;
}

/**
 * @param start offset kept from before, in milliseconds
 * @param keep writes the new offset; the clock moves only when that has worked
 * @param real the machine's time, in milliseconds UTC
 */
export function movableClock(
  start: number,
  keep: (offset: number) => Promise<void>,
  real: () => number = Date.now,
): MovableClock {
  let offset = start;
  // One move at a time: of two at once, only one offset would be stored.
  let last: Promise<void> = Promise.resolve();
  return {
    get offset() {
      return offset;
    },
    now: () => real() + offset,
    // A trainer's move changes the world's time, also for a lock (J2); a change of the machine's clock does not.
    elapsed: () => machineElapsed() + offset,
    move(byMs) {
      const moved = last.then(async () => {
        const next = offset + byMs;
        if (Math.abs(next) > farthest)
          throw new Refusal('RULE_BROKEN', '演示时钟最多调到前后十年，请往回调整。', { link: 'date' });
        await keep(next);
        offset = next;
      });
      last = moved.catch(() => undefined);
      return moved;
    },
  };
}
