import type { RuleLimits } from '../rule-sets/limits.ts';

/** J3. */
export type SessionLimits = RuleLimits['session'];

/** When an idle session ends without further activity: never after its absolute end. */
export function idleEnd(lastUsedAt: number, endsAt: number, limits: SessionLimits): number {
  return Math.min(lastUsedAt + limits.idle, endsAt);
}

/**
 * Why an open session has expired at `now`, or null. Idle time belongs to the person (J3): a client session has none of
 * its own, and a locked desk has used it up. A clock that was set back gains nothing: see ClockWatch.
 */
export function ranOut(
  session: { kind: string; last_used_at: number; ends_at: number; locked_at: number | null },
  now: number,
  limits: SessionLimits,
): 'idle' | 'absolute' | null {
  if (now >= session.ends_at) return 'absolute';
  return session.kind !== 'client' && session.locked_at === null && now >= session.last_used_at + limits.idle
    ? 'idle'
    : null;
}
