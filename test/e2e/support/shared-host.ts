import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningHost } from './running-host.ts';

/** A program that one test may take over from another. */
export interface Shareable extends RunningHost {
  /** Whether another test may go on with it. */
  readonly running: boolean;
  /** Ends it at once, and removes what it has on disk beside its own data folder. */
  end(): Promise<void>;
}

/**
 * One program for the tests of a worker that need no start of their own: a start takes three to five times the processor time of a world built anew.
 * Each test gets it as new; one that has ended, or a test that failed, costs the next test a start.
 */
export class SharedHost<H extends Shareable> {
  #host: H | null = null;

  /** @param start on an empty data folder. @param renew makes a running one as new */
  async take(start: (dataDir: string) => Promise<H>, renew: (host: H) => Promise<void>): Promise<H> {
    if (this.#host?.running) {
      await renew(this.#host);
      return this.#host;
    }
    await this.end();
    return (this.#host = await start(await mkdtemp(join(tmpdir(), 'desk-shared-'))));
  }

  /** Whether this is the program that it hands out. */
  has(host: RunningHost | null): boolean {
    return host !== null && host === this.#host;
  }

  async end(): Promise<void> {
    if (this.#host === null) return;
    await this.#host.end();
    await rm(this.#host.dataDir, { recursive: true, force: true, maxRetries: 3 });
    this.#host = null;
  }
}

/** Leaves the world that is open as 关于 does it, removes its files, and builds it anew. */
export async function renewWorld(host: Pick<RunningHost, 'call' | 'dataDir'>, world: string): Promise<void> {
  const ask = async (path: string, body: Record<string, unknown>): Promise<void> => {
    const answer = await host.call({ method: 'POST', path, body });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  await ask('/setup/leave', {});
  await rm(join(host.dataDir, 'worlds'), { recursive: true, force: true });
  await ask('/setup/world', { world });
}
