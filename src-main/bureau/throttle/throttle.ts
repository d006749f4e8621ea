import { createHash } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import { timeText } from '../calendar.ts';
import type { Clock } from '../ports.ts';
import { clearThrottle, putThrottleRow, throttleRow, type ThrottleRow } from '../../store/repositories/throttle.ts';
import type { Database } from '../../store/schema.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** J2: failures until a lock, the first lock, and the longest. */
export const failuresToLock = 5;
export const firstLock = 15 * minute;
export const longestLock = day;

/** What counts failures: an account under all its aliases, or an origin (a window). Stored as a hash, so that the table names nobody. */
export function throttleKey(kind: 'firm' | 'staff' | 'agreement' | 'identity' | 'window' | 'person' | 'officer' | 'recoveryKey', id: string): string {
  return createHash('sha256').update(`${kind}:${id}`).digest('hex');
}

/** Length of the lock number `locks` (from 0), doubling (J2). */
export function lockLength(locks: number): number {
  return Math.min(firstLock * 2 ** Math.min(locks, 20), longestLock);
}

/** One failure more. A lock that has ended leaves its length behind, not its failures; a day without any starts anew. */
export function afterFailure(row: ThrottleRow | undefined, key: string, now: number): ThrottleRow {
  const quietSince = row ? Math.max(row.last_failure_at, row.locked_until ?? 0) : 0;
  const before = !row || now - quietSince >= longestLock
    ? { failures: 0, locks: 0 }
    : { failures: row.locked_until === null ? row.failures : 0, locks: row.locks };
  const failures = before.failures + 1;
  return failures >= failuresToLock
    ? { key, failures, last_failure_at: now, locked_until: now + lockLength(before.locks), locks: before.locks + 1 }
    : { key, failures, last_failure_at: now, locked_until: null, locks: before.locks };
}

/**
 * Throttling of wrong passwords (J2). A try is counted as a failure before the password is checked and taken back when it was
 * right, so that tries sent side by side gain nothing.
 */
export class Throttle {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a try against every key. @returns how many tries are left after it if it fails
   * @throws Refusal LOCKED_OUT while a lock stands; such a try is not counted
   */
  async begin(keys: readonly string[]): Promise<{ triesLeft: number }> {
    const now = this.clock.now();
    return this.db.transaction().execute(async (db) => {
      const rows = await Promise.all(keys.map((key) => throttleRow(db, key)));
      const lockedUntil = Math.max(0, ...rows.map((row) => (row?.locked_until && row.locked_until > now ? row.locked_until : 0)));
      if (lockedUntil > 0) throw lockedOut(lockedUntil, now);
      const next = keys.map((key, index) => afterFailure(rows[index], key, now));
      for (const row of next) await putThrottleRow(db, row);
      return { triesLeft: Math.max(0, failuresToLock - Math.max(...next.map((row) => row.failures))) };
    });
  }

  /** The try was right: its failures are forgotten. @param within the transaction of what the password opened, when there is one */
  async succeeded(keys: readonly string[], within: Database = this.db): Promise<void> {
    if (keys.length > 0) await clearThrottle(within, keys);
  }

  /** What to add to the message of a wrong try: tries left, or until when it is locked now. */
  async afterwards(keys: readonly string[], triesLeft: number): Promise<{ text: string; triesLeft: number; retryAt?: string }> {
    if (triesLeft > 0) return { text: `还可再试${triesLeft}次。`, triesLeft };
    const rows = await Promise.all(keys.map((key) => throttleRow(this.db, key)));
    const until = Math.max(0, ...rows.map((row) => row?.locked_until ?? 0));
    return { text: `输错次数过多，已锁定至${timeText(until, this.clock.now())}。`, triesLeft: 0, retryAt: new Date(until).toISOString() };
  }
}

/** What a try is answered while a lock stands (J2). */
export function lockedOut(until: number, now: number): Refusal {
  return new Refusal('LOCKED_OUT', `输错次数过多，已锁定至${timeText(until, now)}，届时可再试。`, {
    link: 'throttle', rule: 'J2', retryAt: new Date(until).toISOString(), triesLeft: 0,
  });
}
