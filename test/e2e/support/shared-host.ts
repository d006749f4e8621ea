import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf, iso } from '../../../src-preload/contract/calendar.ts';
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
    for (const folder of [this.#host.dataDir, builtWorlds(this.#host.dataDir)])
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    this.#host = null;
  }
}

/** Where the worlds lie that were built and not yet used. */
const builtWorlds = (dataDir: string): string => `${dataDir}-built`;

/**
 * Leaves the world that is open as 关于 does it, and opens one that nobody has used. It is built once a day and program; a copy of its files takes a
 * quarter of the processor time that building takes.
 */
export async function renewWorld(host: Pick<RunningHost, 'call' | 'dataDir'>, world: string): Promise<void> {
  const ask = async (path: string, body: Record<string, unknown>): Promise<void> => {
    const answer = await host.call({ method: 'POST', path, body });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  const worlds = join(host.dataDir, 'worlds');
  // A world tells of the day on which it was built.
  const built = join(builtWorlds(host.dataDir), `${world}-${dayOf(iso(Date.now()))}`);
  await ask('/setup/leave', {});
  await rm(worlds, { recursive: true, force: true });
  if (!existsSync(built)) {
    await ask('/setup/world', { world });
    await ask('/setup/leave', {});
    await cp(worlds, built, { recursive: true });
  } else await cp(built, worlds, { recursive: true });
  await ask('/setup/world', { world });
}
