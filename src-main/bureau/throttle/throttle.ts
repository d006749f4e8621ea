import { createHash } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import { timeText } from '../ground/calendar.ts';
import { momentOf, passedSince, type Moment } from '../clock/elapsed.ts';
import type { Clock } from '../ground/ports.ts';
import type { ThrottleLimits } from '../rule-sets/limits.ts';
import { clearThrottle, putThrottleRow, throttleRow, type ThrottleRow } from '../../store/repositories/throttle.ts';
import type { Database } from '../../store/schema/index.ts';

const day = 24 * 60 * 60_000;

/** How a record describes a refused try: it was wrong, or it was not checked because of a lock; null: something else refused it (J2). */
export function whyOfTry(
  refusal: Refusal,
  wrong: readonly [why: string, rule: RuleId],
): readonly [why: string, rule: RuleId] | null {
  if (refusal.code === 'LOCKED_OUT') return ['已锁定', 'J2'];
  return refusal.data.triesLeft === undefined ? null : wrong;
}

/** The thing whose failures are counted: an account under all its aliases, or a window. Stored as a hash, so that the table names nobody. */
export function throttleKey(
  kind: 'firm' | 'staff' | 'agreement' | 'identity' | 'window' | 'person' | 'officer' | 'recoveryKey',
  id: string,
): string {
  return createHash('sha256').update(`${kind}:${id}`).digest('hex');
}

/** Length of the lock number `locks` (from 0), doubling (J2). */
export function lockLength(locks: number, limits: ThrottleLimits): number {
  return Math.min(limits.firstLock * 2 ** Math.min(locks, 20), limits.longestLock);
}

/** Wait of a window after this many failures of any accounts, in milliseconds: from the count that locks an account 1 s, doubling to 30 s (J2). */
export function slowedFor(failures: number, limits: ThrottleLimits): number {
  return failures < limits.failures ? 0 : Math.min(1000 * 2 ** Math.min(failures - limits.failures, 10), 30_000);
}

/** Remaining lock of an account, or wait of a window, in milliseconds; a clock moved forward does not shorten it. */
export function lockLeft(row: ThrottleRow | undefined, clock: Clock): number {
  if (!row || row.locked_until === null) return 0;
  return Math.max(0, row.locked_until - row.last_failure_at - passedSince(clock, lastFailure(row)).atLeast);
}

const lastFailure = (row: ThrottleRow): Moment => ({ at: row.last_failure_at, elapsed: row.last_failure_elapsed });

/** Whether a day passed without a failure or a lock; then counting starts again. */
function isQuiet(row: ThrottleRow, clock: Clock): boolean {
  return (
    passedSince(clock, lastFailure(row)).atLeast - Math.max(0, (row.locked_until ?? 0) - row.last_failure_at) >= day
  );
}

/** Adds one failure to an account. A lock that has ended keeps its length for the next lock, but not its failures. */
export function afterFailure(
  row: ThrottleRow | undefined,
  key: string,
  clock: Clock,
  limits: ThrottleLimits,
): ThrottleRow {
  const { at: now, elapsed } = momentOf(clock);
  const before =
    !row || isQuiet(row, clock)
      ? { failures: 0, locks: 0 }
      : { failures: row.locked_until === null ? row.failures : 0, locks: row.locks };
  const failures = before.failures + 1;
  const failed = { key, failures, last_failure_at: now, last_failure_elapsed: elapsed };
  return failures >= limits.failures
    ? { ...failed, locked_until: now + lockLength(before.locks, limits), locks: before.locks + 1 }
    : { ...failed, locked_until: null, locks: before.locks };
}

/** Adds one failure to a window, of any account: the window is slowed, never locked. */
function afterFailureInWindow(
  row: ThrottleRow | undefined,
  key: string,
  clock: Clock,
  limits: ThrottleLimits,
): ThrottleRow {
  const { at: now, elapsed } = momentOf(clock);
  const failures = (!row || isQuiet(row, clock) ? 0 : row.failures) + 1;
  const wait = slowedFor(failures, limits);
  return {
    key,
    failures,
    last_failure_at: now,
    last_failure_elapsed: elapsed,
    locked_until: wait > 0 ? now + wait : null,
    locks: 0,
  };
}

/** Context of a try besides its accounts: its window, and the name of what gets locked. */
export interface TriedIn {
  /** Key of the window, which failures of any account slow down; omitted: no window. */
  window?: string | undefined;
  /** How the refusal names the accounts to its reader; default: 这个账号. */
  called?: string;
}

/** A try whose password is being checked. */
export interface Attempt {
  /** The password was right: clears failures, except tries still being checked. @param within the transaction that the password allows, if any */
  right(within?: Database): Promise<void>;
  /** The password was wrong; the failure stays. @returns text to add to the message: tries left, or end of the lock */
  wrong(): Promise<{ text: string; triesLeft: number; retryAt?: string }>;
}

/**
 * Throttling of wrong passwords (J2). A try counts as a failure before the password is checked; a right password takes
 * the failure back. So sending tries in parallel gains nothing, and neither does cutting a check short. The number of
 * parallel checks never exceeds the allowed failures. A lock that would come only from tries in progress does not
 * refuse the next try: it waits for their results. So parallel right passwords lock nobody out.
 */
export class Throttle {
  /** Number of tries in progress for a key. */
  readonly #checking = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly limits: ThrottleLimits,
  ) {}

  /**
   * Checks a password as a try of all these accounts. @param check calls `right` if the password is right; after any
   * other end the try stays a failure
   * @throws Refusal LOCKED_OUT while one of the accounts is locked, or the window must wait; such a try is not counted
   */
  async trying<Result>(
    accounts: readonly string[],
    check: (attempt: Attempt) => Promise<Result>,
    tried: TriedIn = {},
  ): Promise<Result> {
    const keys = tried.window === undefined ? accounts : [...accounts, tried.window];
    for (let wait = await this.#count(keys, tried); wait !== null; wait = await this.#count(keys, tried)) await wait;
    try {
      return await check({
        right: (within) => this.#forget(keys, 1, within),
        wrong: () => this.#afterwards(accounts, tried),
      });
    } finally {
      this.#settle(keys);
    }
  }

  /** Clears failures without a try: a person who proved their identity otherwise need not wait for a lock that others caused. */
  forget(keys: readonly string[], within: Database): Promise<void> {
    return this.#forget(keys, 0, within);
  }

  /** Counts a try against every key. @returns null, or a promise to wait for before the next attempt */
  async #count(keys: readonly string[], tried: TriedIn): Promise<Promise<void> | null> {
    const { clock } = this;
    let counted = false;
    // Not an act: a try is counted before anything is done, and its in-memory count could not run again.
    const refusal = await this.db
      .transaction()
      .execute(async (db) => {
        const rows = await Promise.all(keys.map((key) => throttleRow(db, key)));
        const locks = rows.flatMap((row) =>
          row && lockLeft(row, clock) > 0 ? [{ key: row.key, left: lockLeft(row, clock) }] : [],
        );
        if (locks.length > 0) {
          // Asked inside the transaction, because a try settles only after its own transaction.
          const open = locks.every(({ key }) => this.#checking.has(key));
          if (open)
            return new Waiting(
              new Promise((resolve) => {
                this.#waiting.add(resolve);
              }),
            );
          const accounts = locks.filter(({ key }) => key !== tried.window);
          return accounts.length > 0
            ? lockedOut(Math.max(...accounts.map(({ left }) => left)), clock, tried.called)
            : slowedDown(Math.max(...locks.map(({ left }) => left)), clock);
        }
        for (const [index, key] of keys.entries())
          await putThrottleRow(
            db,
            (key === tried.window ? afterFailureInWindow : afterFailure)(rows[index], key, clock, this.limits),
          );
        for (const key of keys) this.#checking.set(key, (this.#checking.get(key) ?? 0) + 1);
        counted = true;
        return null;
      })
      .catch((error: unknown) => {
        if (counted) this.#settle(keys);
        throw error;
      });
    if (refusal === null) return null;
    if (refusal instanceof Waiting) return refusal.settled;
    throw refusal;
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
      if (others === 0) continue;
      const { at, elapsed } = momentOf(this.clock);
      await putThrottleRow(within, {
        key,
        failures: others,
        last_failure_at: at,
        last_failure_elapsed: elapsed,
        locked_until: null,
        locks: 0,
      });
    }
  }

  async #afterwards(
    accounts: readonly string[],
    { called }: TriedIn,
  ): Promise<{ text: string; triesLeft: number; retryAt?: string }> {
    const { clock } = this;
    const now = clock.now();
    const rows = await Promise.all(accounts.map((key) => throttleRow(this.db, key)));
    const left = Math.max(0, ...rows.map((row) => lockLeft(row, clock)));
    if (left > 0)
      return {
        text: `输错次数过多，已锁定至${timeText(now + left, now)}，只锁定${called ?? defaultCalled}。`,
        triesLeft: 0,
        retryAt: new Date(now + left).toISOString(),
      };
    const triesLeft = this.limits.failures - Math.max(0, ...rows.map((row) => row?.failures ?? 0));
    return { text: `还可再试${triesLeft}次。`, triesLeft };
  }
}

/** Wraps a promise that a transaction must not wait for. */
class Waiting {
  constructor(readonly settled: Promise<void>) {}
}

const defaultCalled = '这个账号';

/** The refusal of a try during a lock (J2). @param left milliseconds. @param called the locked thing, for the message */
export function lockedOut(left: number, clock: Clock, called: string = defaultCalled): Refusal {
  const now = clock.now();
  return new Refusal(
    'LOCKED_OUT',
    `输错次数过多，已锁定至${timeText(now + left, now)}，届时可再试。只锁定${called}，其他账号和人员不受影响。`,
    {
      link: 'throttle',
      rule: 'J2',
      retryAt: new Date(now + left).toISOString(),
      triesLeft: 0,
    },
  );
}

/** The refusal of a try in a window with too many failures (J2). @param left milliseconds */
function slowedDown(left: number, clock: Clock): Refusal {
  return new Refusal('LOCKED_OUT', `本窗口连续输错较多，请等${Math.ceil(left / 1000)}秒再试。账号没有因此锁定。`, {
    link: 'throttle',
    rule: 'J2',
    retryAt: new Date(clock.now() + left).toISOString(),
  });
}
