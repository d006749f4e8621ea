import { createHash, randomBytes } from 'node:crypto';

/** Lifetime of a new entry, in milliseconds; the printed entry is valid until the host stops. */
export const entryLifetime = 10 * 60_000;

/** Result of an entry: `admitted` this time, `used` before or expired, or `unknown`. */
export type EntryVerdict = 'admitted' | 'used' | 'unknown';

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Addresses that admit a browser, each once: a person who reads one later in a history, a log or a chat cannot use it.
 * Looked up by hash, so that response times reveal nothing.
 */
export class Entries {
  readonly #entries = new Map<string, { until: number; used: boolean; whenUsed: (() => void) | null }>();

  /** @param first the entry in the printed address; it never expires. @param now milliseconds that nobody can move */
  constructor(
    first: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#entries.set(digestOf(first), { until: Number.POSITIVE_INFINITY, used: false, whenUsed: null });
  }

  /** A new entry, base64url. @param whenUsed called after it admitted a browser */
  make(whenUsed: (() => void) | null = null): string {
    const token = randomBytes(32).toString('base64url');
    this.#entries.set(digestOf(token), { until: this.now() + entryLifetime, used: false, whenUsed });
    return token;
  }

  /** Uses up an entry. */
  use(token: string): EntryVerdict {
    const entry = this.#entries.get(digestOf(token));
    if (!entry) return 'unknown';
    if (entry.used || this.now() >= entry.until) return 'used';
    entry.used = true;
    entry.whenUsed?.();
    return 'admitted';
  }
}
