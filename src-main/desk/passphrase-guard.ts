import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '@contract/errors.ts';
import type { Clock } from '../bureau/ground/ports.ts';
import { usualLimits } from '../bureau/rule-sets/limits.ts';
import { afterFailure, lockedOut, lockLeft } from '../bureau/throttle/throttle.ts';
import { writeFileAtomically } from '../keys/atomic-file.ts';
import type { ThrottleRow } from '../store/repositories/throttle.ts';

const rowSchema = z.object({
  failures: z.number().int().min(0),
  last_failure_at: z.number(),
  last_failure_elapsed: z.number().nullable(),
  locked_until: z.number().nullable(),
  locks: z.number().int().min(0),
});

/**
 * J2 for the office passphrase, before any store is open. A small file beside the key file slows guesses through a
 * window, also across restarts of the program. A person who can write that folder can also copy the key file, and only
 * Argon2id helps against that. The recovery key needs no such guard: it has 160 random bits.
 */
export class PassphraseGuard {
  #row: ThrottleRow | undefined;
  #read: Promise<void> | null = null;

  /** @param file keeps the failures; created by the first failure, deleted after a right passphrase */
  constructor(
    private readonly clock: Clock,
    private readonly file: string,
  ) {}

  /** Allows a try unless too many failed; it counts as a failure while it is checked. @throws Refusal LOCKED_OUT, and the errors of `work` */
  async admit<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#read ??= this.#load();
    await this.#read;
    const left = lockLeft(this.#row, this.clock);
    if (left > 0) throw lockedOut(left, this.clock, '本机构数据的打开口令');
    const before = this.#row;
    // Before the check: ending the program during it gains nothing.
    await this.#keep(afterFailure(before, 'passphrase', this.clock, usualLimits.throttle));
    try {
      const result = await work();
      await this.#keep(undefined);
      return result;
    } catch (error) {
      // A failure for another reason was no guess.
      if (!(error instanceof Refusal && error.code === 'PASSPHRASE_WRONG')) await this.#keep(before);
      throw error;
    }
  }

  async #load(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => null);
    const parsed = text === null ? null : rowSchema.safeParse(jsonOf(text));
    if (parsed?.success) this.#row = { key: 'passphrase', ...parsed.data };
  }

  /** A folder that cannot be written blocks no try: the guard then lasts only as long as the program. */
  async #keep(row: ThrottleRow | undefined): Promise<void> {
    this.#row = row;
    const { key: _, ...kept } = row ?? { key: '' };
    await (row ? writeFileAtomically(this.file, JSON.stringify(kept)) : rm(this.file, { force: true })).catch(() => {});
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
