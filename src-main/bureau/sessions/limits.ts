import { idleLimit } from '@contract/session.ts';

const minute = 60_000;

/** J3, in milliseconds. */
export const absoluteLimit = 12 * 60 * minute;
/** A ticket (D1, D3) is good for ten minutes. */
export const ticketLimit = 10 * minute;

/** When an idle session ends if nothing more is done: never after its absolute end. */
export function idleEnd(lastUsedAt: number, endsAt: number): number {
  return Math.min(lastUsedAt + idleLimit, endsAt);
}

/**
 * Why an open session has run out at `now`, or null. Idle time is the person's (J3): a client session has none of its own, and a locked desk has
 * spent it. A clock set back gains nothing: see ClockWatch.
 */
export function ranOut(
  session: { kind: string; last_used_at: number; ends_at: number; locked_at: number | null },
  now: number,
): 'idle' | 'absolute' | null {
  if (now >= session.ends_at) return 'absolute';
  return session.kind !== 'client' && session.locked_at === null && now >= session.last_used_at + idleLimit
    ? 'idle'
    : null;
}
