import { uptime } from 'node:os';
import type { Clock } from '../ground/ports.ts';

/** What the machine has counted since its start, in milliseconds, whoever moves its clock. */
export const machineElapsed = (): number => Math.round(uptime() * 1000);

/** The clock of this machine. */
export const machineClock: Clock = { now: Date.now, elapsed: machineElapsed };

/** An instant by the clock, and by what the machine had counted then (milliseconds; null: not known). */
export interface Moment {
  at: number;
  elapsed: number | null;
}

/** This moment, for {@link passedSince}. */
export const momentOf = (clock: Clock): { at: number; elapsed: number } => ({
  at: clock.now(),
  elapsed: clock.elapsed?.() ?? clock.now(),
});

/**
 * How long ago a moment was, in milliseconds: at least and at most, by the clock, which anybody may move, and by the machine, which knows
 * nothing of before its last start. Whoever waits has waited `atLeast`; what runs out has run for `atMost`.
 */
export function passedSince(clock: Clock, moment: Moment): { atLeast: number; atMost: number } {
  const now = momentOf(clock);
  const byClock = now.at - moment.at;
  // Counted from another start of the machine: it says nothing.
  const byMachine = moment.elapsed === null || now.elapsed < moment.elapsed ? byClock : now.elapsed - moment.elapsed;
  return { atLeast: Math.min(byClock, byMachine), atMost: Math.max(byClock, byMachine) };
}
