import { Refusal } from '@contract/errors.ts';
import type { Clock } from '../bureau/ports.ts';
import { afterFailure, lockedOut } from '../bureau/throttle/throttle.ts';
import type { ThrottleRow } from '../store/repositories/throttle.ts';

/**
 * J2 for the office passphrase, before any store is open: guesses through a window are slowed down. Kept in memory, because there is
 * nothing to write to yet; whoever can restart the program can copy the key file, too, and against that only Argon2id helps. The recovery
 * key needs no such guard: it holds 160 random bits.
 */
export class PassphraseGuard {
  #row: ThrottleRow | undefined;

  constructor(private readonly clock: Clock) {}

  /** Lets a try through unless too many failed. @throws Refusal LOCKED_OUT, and what `work` throws */
  async admit<Result>(work: () => Promise<Result>): Promise<Result> {
    const now = this.clock.now();
    if (this.#row?.locked_until && this.#row.locked_until > now) throw lockedOut(this.#row.locked_until, now);
    try {
      const result = await work();
      this.#row = undefined;
      return result;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'PASSPHRASE_WRONG') this.#row = afterFailure(this.#row, 'passphrase', now);
      throw error;
    }
  }
}
