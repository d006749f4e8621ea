import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { startProgram, type Program } from './program.ts';

/** A loopback host as built, with a data folder of its own. */
export interface RunningHost {
  /** Address with its token, as printed. */
  url: string;
  dataDir: string;
  program: Program;
  /** An address for one more browser: the printed one admits once. */
  anotherBrowser(): Promise<string>;
  /** Ends it as a service manager would and starts it again on the same data; gives the new address, which is `url` from then on. */
  restart(): Promise<string>;
}

export interface HostOptions {
  /** Training world to open; null: whatever the data folder holds (first run when empty). */
  world: string | null;
}

export interface HostFixtures {
  /** Temporary folder, removed after the test. */
  dataDir: string;
  host: RunningHost;
  /** Starts a program of the project (see {@link startProgram}); it is ended after the test. */
  start: typeof startProgram;
}

/**
 * `test` with a host of its own: `test('…', async ({ page, host }) => { await page.goto(host.url); })`.
 * Another world: `test.use({ world: 'large' })`.
 */
export const test = base.extend<HostOptions & HostFixtures>({
  world: ['demo', { option: true }],
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  start: async ({}, use) => {
    const programs: Program[] = [];
    await use((...args) => {
      const program = startProgram(...args);
      programs.push(program);
      return program;
    });
    for (const program of programs) await program.stop('SIGTERM');
  },
  host: async ({ dataDir, world }, use, testInfo) => {
    const begin = async (): Promise<{ program: Program; url: string }> => {
      const program = startProgram('out/main/host.js', ['--port', '0', '--data', dataDir, '--no-open', ...(world === null ? [] : ['--world', world])]);
      const [line] = await program.printed(/^\{"ready":true.*\}$/m);
      const { url } = JSON.parse(line) as { url: string };
      return { program, url };
    };
    const host: RunningHost = {
      ...await begin(),
      dataDir,
      anotherBrowser: async () => {
        const { origin, searchParams } = new URL(host.url);
        const answer = await fetch(`${origin}/entry`, { method: 'POST', headers: { authorization: `Bearer ${searchParams.get('token') ?? ''}` } });
        return (await answer.json() as { address: string }).address;
      },
      restart: async () => {
        await host.program.stop();
        Object.assign(host, await begin());
        return host.url;
      },
    };
    await use(host);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('host stderr', { body: host.program.stderr(), contentType: 'text/plain' });
    await host.program.stop();
  },
});

export { expect } from '@playwright/test';
