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

/** A try whose password is being checked. */
export interface Attempt {
  /** It was right: failures are forgotten, but for tries that are still being checked. @param within the transaction of what the password opened, when there is one */
  right(within?: Database): Promise<void>;
  /** It was wrong and stays counted. @returns what to add to the message: tries left, or until when it is locked now */
  wrong(): Promise<{ text: string; triesLeft: number; retryAt?: string }>;
}

/**
 * Throttling of wrong passwords (J2). A try is counted as a failure before the password is checked and taken back when it was right, so
 * that tries sent side by side gain nothing, nor does a check that is cut short. No more are checked at once than may fail: a lock that tries
 * under check would bring is not told to the next one, which waits for what they come to. So right passwords side by side lock nobody out.
 */
export class Throttle {
  /** How many tries of a key are being checked. */
  readonly #checking = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a password as a try of all these keys. @param check says what it came to by `right`; whatever else it ends with leaves the try a failure
   * @param locked done before a try is refused, for its record
   * @throws Refusal LOCKED_OUT while a lock stands; such a try is not counted
   */
  async trying<Result>(keys: readonly string[], check: (attempt: Attempt) => Promise<Result>, locked?: () => Promise<void>): Promise<Result> {
    for (let wait = await this.#count(keys, locked); wait !== null; wait = await this.#count(keys, locked)) await wait;
    try {
      return await check({ right: (within) => this.#forget(keys, 1, within), wrong: () => this.#afterwards(keys) });
    } finally {
      this.#settle(keys);
    }
  }

  /** Failures are forgotten without a try: whoever proved it otherwise need not wait for a lock that others brought about. */
  forget(keys: readonly string[], within: Database): Promise<void> {
    return this.#forget(keys, 0, within);
  }

  /** Counts a try against every key. @returns null, or what to wait for before asking again */
  async #count(keys: readonly string[], locked?: () => Promise<void>): Promise<Promise<void> | null> {
    const now = this.clock.now();
    let counted = false;
    const lock = await this.db.transaction().execute(async (db) => {
      const rows = await Promise.all(keys.map((key) => throttleRow(db, key)));
      const locks = rows.flatMap((row) => (row?.locked_until && row.locked_until > now ? [{ key: row.key, until: row.locked_until }] : []));
      if (locks.length > 0) {
        // Asked in here: what settles does so after its own transaction.
        const open = locks.every(({ key }) => this.#checking.has(key));
        return open ? new Waiting(new Promise((resolve) => { this.#waiting.add(resolve); })) : Math.max(...locks.map(({ until }) => until));
      }
      for (const [index, key] of keys.entries()) await putThrottleRow(db, afterFailure(rows[index], key, now));
      for (const key of keys) this.#checking.set(key, (this.#checking.get(key) ?? 0) + 1);
      counted = true;
      return null;
    }).catch((error: unknown) => {
      if (counted) this.#settle(keys);
      throw error;
    });
    if (lock === null) return null;
    if (lock instanceof Waiting) return lock.settled;
    await locked?.();
    throw lockedOut(lock, now);
  }

  #settle(keys: readonly string[]): void {
    for (const key of keys) {
      const left = (this.#checking.get(key) ?? 1) - 1;
      if (left > 0) this.#checking.set(key, left);
      else this.#checking.delete(key);
    }
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  async #forget(keys: readonly string[], own: number, within: Database = this.db): Promise<void> {
    if (keys.length === 0) return;
    await clearThrottle(within, keys);
    for (const key of keys) {
      const others = (this.#checking.get(key) ?? own) - own;
      if (others > 0) await putThrottleRow(within, { key, failures: others, last_failure_at: this.clock.now(), locked_until: null, locks: 0 });
    }
  }

  async #afterwards(keys: readonly string[]): Promise<{ text: string; triesLeft: number; retryAt?: string }> {
    const now = this.clock.now();
    const rows = await Promise.all(keys.map((key) => throttleRow(this.db, key)));
    const until = Math.max(0, ...rows.map((row) => row?.locked_until ?? 0));
    if (until > now) return { text: `输错次数过多，已锁定至${timeText(until, now)}。`, triesLeft: 0, retryAt: new Date(until).toISOString() };
    const triesLeft = failuresToLock - Math.max(0, ...rows.map((row) => row?.failures ?? 0));
    return { text: `还可再试${triesLeft}次。`, triesLeft };
  }
}

/** Holds a promise that a transaction must not wait for. */
class Waiting { constructor(readonly settled: Promise<void>) {} }

/** What a try is answered while a lock stands (J2). */
export function lockedOut(until: number, now: number): Refusal {
  return new Refusal('LOCKED_OUT', `输错次数过多，已锁定至${timeText(until, now)}，届时可再试。`, {
    link: 'throttle', rule: 'J2', retryAt: new Date(until).toISOString(), triesLeft: 0,
  });
}
