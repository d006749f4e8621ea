import { createHash, randomBytes } from 'node:crypto';

/** A made entry is good for so long, in milliseconds; the printed one until the host stops. */
export const entryLifetime = 10 * 60_000;

/** What an entry came to: `admitted` this once, `used` before or run out, or `unknown`. */
export type EntryVerdict = 'admitted' | 'used' | 'unknown';

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Addresses that admit a browser, each once: who reads it later in a history, a log or a chat finds it used. Looked up by hash, so that the time tells
 * nothing of them.
 */
export class Entries {
  readonly #entries = new Map<string, { until: number; used: boolean; whenUsed: (() => void) | null }>();

  /** @param first the one in the printed address; it does not run out. @param now milliseconds that nobody moves */
  constructor(
    first: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#entries.set(digestOf(first), { until: Number.POSITIVE_INFINITY, used: false, whenUsed: null });
  }

  /** A new one, base64url. @param whenUsed called when a browser was admitted by it */
  make(whenUsed: (() => void) | null = null): string {
    const token = randomBytes(32).toString('base64url');
    this.#entries.set(digestOf(token), { until: this.now() + entryLifetime, used: false, whenUsed });
    return token;
  }

  /** Uses one up. */
  use(token: string): EntryVerdict {
    const entry = this.#entries.get(digestOf(token));
    if (!entry) return 'unknown';
    if (entry.used || this.now() >= entry.until) return 'used';
    entry.used = true;
    entry.whenUsed?.();
    return 'admitted';
  }
}
