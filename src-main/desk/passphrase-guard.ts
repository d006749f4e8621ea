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
 * J2 for the office passphrase, before any store is open: guesses through a window are slowed down, also across restarts of the program, by a
 * small file beside the key file. Whoever can write there can copy the key file, too, and against that only Argon2id helps. The recovery
 * key needs no such guard: it holds 160 random bits.
 */
export class PassphraseGuard {
  #row: ThrottleRow | undefined;
  #read: Promise<void> | null = null;

  /** @param file where failures are kept; made with the first one, gone with a right passphrase */
  constructor(
    private readonly clock: Clock,
    private readonly file: string,
  ) {}

  /** Lets a try through unless too many failed; it counts as a failure while it is checked. @throws Refusal LOCKED_OUT, and what `work` throws */
  async admit<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#read ??= this.#load();
    await this.#read;
    const left = lockLeft(this.#row, this.clock);
    if (left > 0) throw lockedOut(left, this.clock, '本机构数据的打开口令');
    const before = this.#row;
    // Before the check: ending the program in the middle of it gains nothing.
    await this.#keep(afterFailure(before, 'passphrase', this.clock, usualLimits.throttle));
    try {
      const result = await work();
      await this.#keep(undefined);
      return result;
    } catch (error) {
      // What failed for another reason was no guess.
      if (!(error instanceof Refusal && error.code === 'PASSPHRASE_WRONG')) await this.#keep(before);
      throw error;
    }
  }

  async #load(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => null);
    const parsed = text === null ? null : rowSchema.safeParse(jsonOf(text));
    if (parsed?.success) this.#row = { key: 'passphrase', ...parsed.data };
  }

  /** A folder that cannot be written keeps nobody from trying: then the guard lasts as long as the program. */
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
