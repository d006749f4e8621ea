import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from '../../../scripts/parts/electron.mjs';
import { projectRoot } from './program.ts';

/** A desktop program as built, in the real Electron. */
export interface RunningDesktop {
  app: ElectronApplication;
  /** Its process; kept, because Playwright forgets it when the program has ended. */
  child: ChildProcess;
  /** Its first window. */
  page: Page;
  /** Waits for the process to be gone; gives the exit code, null after a signal. Throws after `limitMs`. */
  ended(limitMs?: number): Promise<number | null>;
}

/** Path of Electron's binary for the specs, or null: then they are skipped by name. */
export const desktopBinary = findElectron;

export interface LaunchOptions {
  dataDir: string;
  world?: string | null;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** Starts the desktop program and waits for its first window. */
export async function launchDesktop({
  dataDir,
  world = 'demo',
  args = [],
  env = {},
}: LaunchOptions): Promise<RunningDesktop> {
  const executablePath = desktopBinary();
  if (executablePath === null)
    throw new Error('no Electron was found: neither in ELECTRON_OVERRIDE_DIST_PATH nor in node_modules/electron/dist');
  const app = await _electron.launch({
    executablePath,
    chromiumSandbox: true,
    args: [projectRoot, '--data', dataDir, ...(world === null ? [] : ['--world', world]), ...args],
    env: { ...process.env, ...env } as Record<string, string>,
  });
  const child = app.process();
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const page = await app.firstWindow();
  return {
    app,
    child,
    page,
    ended: (limitMs = 15_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`the program did not end within ${limitMs} ms`));
        }, limitMs);
        void gone.then((code) => {
          clearTimeout(timer);
          resolve(code);
        });
      }),
  };
}

export interface DesktopFixtures {
  /** Temporary folder, removed after the test. */
  dataDir: string;
  /** Starts a desktop; whatever still runs is killed after the test. */
  launch: (options?: Partial<LaunchOptions>) => Promise<RunningDesktop>;
}

/** `test` with a way to start desktops of its own. */
export const test = base.extend<DesktopFixtures>({
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-desktop-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  launch: async ({ dataDir }, use) => {
    const started: RunningDesktop[] = [];
    await use(async (options = {}) => {
      const desktop = await launchDesktop({ dataDir, ...options });
      started.push(desktop);
      return desktop;
    });
    for (const { child, ended } of started) {
      child.kill('SIGKILL');
      await ended();
    }
  },
});

export { expect } from '@playwright/test';
