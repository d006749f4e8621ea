import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DesktopHost } from './desktop-host.ts';
import type { RunningHost } from './running-host.ts';

/**
 * One desktop program for the tests of a worker that need no start of their own: a start takes five times the processor time of a world built anew.
 * Each test gets it as new (see {@link DesktopHost.renew}); one that has ended, or a test that failed, costs the next test a start.
 */
export class SharedDesktop {
  #host: DesktopHost | null = null;

  async take(world: string): Promise<DesktopHost> {
    if (this.#host?.running) {
      await this.#host.renew(world);
      return this.#host;
    }
    await this.end();
    return (this.#host = await DesktopHost.start({ dataDir: await mkdtemp(join(tmpdir(), 'desk-shared-')), world }));
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
