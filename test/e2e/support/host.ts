import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { DesktopHost } from './desktop-host.ts';
import { startProgram, type Program } from './program.ts';
import type { HostKind, RunningHost } from './running-host.ts';
import { SharedHost } from './shared-host.ts';
import { WebHost, type Windows } from './web-host.ts';

export type { RunningHost } from './running-host.ts';

export interface HostOptions {
  /** Training world to open; null: whatever the data folder holds (first run when empty). */
  world: string | null;
  /** Whether each test starts a program of its own: for specs of the start itself. */
  fresh: boolean;
}

export interface HostFixtures {
  /** Temporary folder, removed after the test. */
  dataDir: string;
  host: RunningHost;
  /** Starts {@link host} when it is first asked for. */
  starter: () => Promise<RunningHost>;
  /** Starts a program of the project (see {@link startProgram}); it is ended after the test. */
  start: typeof startProgram;
}

export interface WorkerOptions {
  /** Set by the project of the configuration: on which host the specs run. */
  hostKind: HostKind;
}

export interface WorkerFixtures {
  /** The program that tests of a worker share. */
  shared: SharedHost<DesktopHost | WebHost>;
}

/** Of a fixture that the other host has: asking it anything is a mistake of the spec, which belongs to one host's own folder then. */
function absent<T extends object>(what: string): T {
  return new Proxy({} as T, {
    get: (_target, key) => {
      if (key === 'then') return undefined;
      throw new Error(`${what} is the web's alone (${String(key)}); use the fixture host`);
    },
  });
}

/** The browser's first page, made when it is first asked for. */
const firstPage = async (context: BrowserContext): Promise<Page> => context.pages()[0] ?? context.newPage();

/**
 * `test` with a program of its own and its first window: `test('…', async ({ page, host }) => { await page.goto(host.url); })`.
 * Another world: `test.use({ world: 'large' })`. Which host it is the project says; a spec of both does not ask.
 */
export const test = base.extend<HostOptions & HostFixtures, WorkerOptions & WorkerFixtures>({
  hostKind: ['web', { scope: 'worker', option: true }],
  world: ['demo', { option: true }],
  fresh: [false, { option: true }],
  browser: [
    async ({ playwright, browserName, hostKind }, use) => {
      // No browser beside the desktop.
      if (hostKind === 'desktop') {
        await use(absent<Browser>('the browser'));
        return;
      }
      const browser = await playwright[browserName].launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  shared: [
    async ({}, use) => {
      const shared = new SharedHost<DesktopHost | WebHost>();
      await use(shared);
      await shared.end();
    },
    { scope: 'worker' },
  ],
  context: async ({ browser, hostKind }, use) => {
    if (hostKind === 'desktop') {
      await use(absent<BrowserContext>('the browser context'));
      return;
    }
    const context = await browser.newContext();
    await use(context);
    await context.close();
  },
  page: async ({ hostKind, context, starter }, use) => {
    // On the web a page may do without the host, for specs that start a program themselves.
    await use(hostKind === 'desktop' ? await (await starter()).firstWindow() : await firstPage(context));
  },
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
  host: async ({ starter }, use) => {
    await use(await starter());
  },
  starter: async ({ hostKind, dataDir, world, fresh, browser, context, shared }, use, testInfo) => {
    const apart: BrowserContext[] = [];
    const begin = async (): Promise<{
      start: (dataDir: string) => Promise<DesktopHost | WebHost>;
      renew: (host: DesktopHost | WebHost, world: string) => Promise<void>;
    }> => {
      if (hostKind === 'desktop')
        return {
          start: (folder) => DesktopHost.start({ dataDir: folder, world }),
          renew: (host, name) => (host as DesktopHost).renew(name),
        };
      const windows: Windows = {
        context,
        window: await firstPage(context),
        newContext: async () => {
          const other = await browser.newContext();
          apart.push(other);
          return other;
        },
      };
      return {
        start: (folder) => WebHost.start({ dataDir: folder, world, windows }),
        renew: (host, name) => (host as WebHost).renew(name, windows),
      };
    };
    const start = async (): Promise<DesktopHost | WebHost> => {
      const { start: anew, renew } = await begin();
      // What an own office did to a program only its end undoes; a world can be left.
      return world === null || fresh ? anew(dataDir) : shared.take(anew, (host) => renew(host, world));
    };
    let started: Promise<DesktopHost | WebHost> | null = null;
    await use(() => (started ??= start()));
    const host = await (started as Promise<DesktopHost | WebHost> | null)?.catch(() => null);
    const failed = testInfo.status !== testInfo.expectedStatus;
    if (host && failed)
      await testInfo.attach(`${host.kind} stderr`, { body: host.stderr(), contentType: 'text/plain' });
    for (const other of apart) await other.close();
    if (failed || !shared.has(host ?? null)) await host?.end();
  },
});

export { expect } from '@playwright/test';
