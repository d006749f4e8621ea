import { ORPCError } from '@orpc/client';
import { shallowRef, type ShallowRef } from 'vue';
import { hostRestartedCode } from './link.ts';

/**
 * `connecting`: not heard yet. `reconnecting`: was or will be in a moment. `lost`: gone for long enough to be told; trying goes on.
 * `refused`: the host was started anew and does not know this page; only its new address helps.
 */
export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'lost' | 'refused';

/** Milliseconds before each new attempt; the last one repeats. */
const delaysMs = [200, 500, 1_000, 2_000, 5_000, 10_000];
/** Failed attempts after which the connection counts as lost: about four seconds. */
const attemptsUntilLost = 4;

/** What the stream needs of its surroundings; a test gives its own. */
export interface StreamSurroundings<E> {
  /** Opens the subscription; the first event shows that it is heard. */
  open(signal: AbortSignal): Promise<AsyncIterable<E>>;
  /** Waits, but no longer than until the signal. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Tells of a subscriber that threw; the others still hear the event. */
  report(error: unknown): void;
}

/**
 * The desk's events, for as long as the page lives: one subscription at the host, any number of subscribers here, opened again with
 * growing pauses when it breaks. Events of a gap are lost; the host greets every subscription with `hello`, on which a store asks anew.
 */
export class EventStream<E> {
  readonly state: Readonly<ShallowRef<ConnectionState>>;
  readonly #state = shallowRef<ConnectionState>('connecting');
  readonly #handlers = new Set<(event: E) => void>();
  readonly #stop = new AbortController();
  #hurry = new AbortController();
  #running = false;

  constructor(readonly surroundings: StreamSurroundings<E>) {
    this.state = this.#state;
  }

  /** Hears every event from now on. The first subscriber opens the stream. @returns ends the hearing */
  subscribe(handler: (event: E) => void): () => void {
    this.#handlers.add(handler);
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    }
    return () => {
      this.#handlers.delete(handler);
    };
  }

  /** Tries at once instead of waiting out the pause: the network came back, or the user looked at the page again. */
  retryNow(): void {
    this.#hurry.abort();
  }

  /** Ends the stream for good. */
  close(): void {
    this.#stop.abort();
    this.#hurry.abort();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted;) {
      const end = await this.#listen();
      if (this.#stop.signal.aborted) return;
      failures = end === 'heard' ? 1 : failures + 1;
      this.#state.value = end === 'refused' ? 'refused' : failures > attemptsUntilLost ? 'lost' : 'reconnecting';
      this.#hurry = new AbortController();
      await this.surroundings.wait(delaysMs[Math.min(failures, delaysMs.length) - 1] ?? 0, this.#hurry.signal);
    }
  }

  /** One subscription from start to end: it was heard, it failed, or the host does not know this page. */
  async #listen(): Promise<'heard' | 'failed' | 'refused'> {
    let heard = false;
    try {
      for await (const event of await this.surroundings.open(this.#stop.signal)) {
        heard = true;
        this.#state.value = 'connected';
        for (const handler of [...this.#handlers]) {
          try {
            handler(event);
          } catch (error) {
            this.surroundings.report(error);
          }
        }
      }
    } catch (error) {
      if (error instanceof ORPCError && error.code === hostRestartedCode) return 'refused';
    }
    return heard ? 'heard' : 'failed';
  }
}

/** A wait of the browser's clock that an abort cuts short. */
export function waitInPage(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
