import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { WebSocket } from 'ws';
import type * as electron from 'electron';
import { desktopBinary } from './desktop.ts';
import { projectRoot } from './program.ts';

/**
 * A desktop program without Playwright on its pages. Playwright's connection answers `beforeunload` by itself and keeps the start waiting, so what the user is asked
 * on closing, and everything of the first second, is looked at from inside of the main process.
 */
export interface BareDesktop {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Runs a function in the main process. It sees nothing but its arguments. */
  main<Result, Given = undefined>(
    run: (modules: typeof electron, given: Given) => Result | Promise<Result>,
    given?: Given,
  ): Promise<Result>;
  /** Runs a script in the page of a window, as if the user had pressed something. @param at number of the window, in the order of opening */
  page<Result>(script: string, at?: number): Promise<Result>;
  /** Waits for the first window's page. */
  shown(): Promise<void>;
  /** Waits for the end; gives the exit code, null after a signal. */
  ended(limitMs?: number): Promise<number | null>;
}

export interface BareOptions {
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The program's folder; another one may prepare something first. */
  program?: string;
  /** A command that starts the program in surroundings of its own. */
  through?: readonly string[];
}

/** Starts the program with these arguments. */
export async function startBare({
  args = [],
  env = {},
  cwd = projectRoot,
  program = projectRoot,
  through = [],
}: BareOptions): Promise<BareDesktop> {
  const binary = desktopBinary();
  if (binary === null) throw new Error('ELECTRON_OVERRIDE_DIST_PATH names no Electron');
  const [command = binary, ...rest] = [...through, binary, '--inspect=0', program, ...args];
  const child = spawn(command, rest, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    // A program that has ended stays for its inspector.
    if (stderr.includes('Waiting for the debugger to disconnect'))
      void inspector?.then(({ close }) => {
        close();
      });
  });
  const gone = once(child, 'exit');
  let inspector: Promise<Inspector> | null = null;
  const inspected = (): Promise<Inspector> =>
    (inspector ??= (async () => {
      await expect.poll(() => stderr).toMatch(/Debugger listening on (ws:\S+)/);
      return connect(/Debugger listening on (ws:\S+)/.exec(stderr)![1]!);
    })().catch((error: unknown) => {
      // Asked again, it is tried again.
      inspector = null;
      throw error;
    }));
  const main: BareDesktop['main'] = async (run, given) =>
    (await inspected()).evaluate(`(${run.toString()})(${electronModule}, ${JSON.stringify(given ?? null)})`);
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    main,
    page: (script, at = 0) =>
      main(
        ({ BrowserWindow }, one) =>
          BrowserWindow.getAllWindows()
            .toSorted((a, b) => a.id - b.id)
            [one.at]!.webContents.executeJavaScript(one.script, true),
        { script, at },
      ),
    shown: async () => {
      await expect
        .poll(
          () =>
            main(({ BrowserWindow }) =>
              BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.webContents.isLoading()),
            ).catch(() => false),
          { timeout: 30_000 },
        )
        .toBe(true);
      await expect
        .poll(() =>
          main(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('document.body.innerText.length > 20'),
          ),
        )
        .toBe(true);
    },
    ended: (limitMs = 15_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`the program did not end within ${limitMs} ms; stderr: ${stderr}`));
        }, limitMs);
        void gone.then(([code]) => {
          clearTimeout(timer);
          resolve(code as number | null);
        });
      }),
  };
}

/** Asked from a folder without packages: too early a question finds nothing, rather than the npm package of the same name for good. */
const electronModule = `process.getBuiltinModule('module').createRequire('/nowhere/main.cjs')('electron')`;

interface Inspector {
  evaluate<Result>(expression: string): Promise<Result>;
  close(): void;
}

/** Milliseconds after which a question counts as lost: one that comes while the program begins may never be answered. */
const answersWithin = 10_000;

/** Node's inspector in the main process. */
async function connect(address: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  socket.setMaxListeners(0);
  await once(socket, 'open', { signal: AbortSignal.timeout(answersWithin) });
  let last = 0;
  const waiting = new Set<(error: Error) => void>();
  socket.once('close', () => {
    for (const reject of waiting) reject(new Error('the program has ended'));
  });
  return {
    close: () => {
      socket.terminate();
    },
    evaluate: (expression) =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        const lost = setTimeout(() => {
          socket.off('message', answered);
          waiting.delete(reject);
          reject(new Error('no answer came'));
        }, answersWithin);
        const answered = (raw: Buffer): void => {
          const message = JSON.parse(raw.toString()) as {
            id?: number;
            error?: { message: string };
            result?: { result: { value: never }; exceptionDetails?: { exception?: { description?: string } } };
          };
          if (message.id !== id) return;
          clearTimeout(lost);
          socket.off('message', answered);
          waiting.delete(reject);
          const fault = message.error?.message ?? message.result?.exceptionDetails?.exception?.description;
          if (fault === undefined) resolve(message.result!.result.value);
          else reject(new Error(fault));
        };
        socket.on('message', answered);
        waiting.add(reject);
        socket.send(
          JSON.stringify({
            id,
            method: 'Runtime.evaluate',
            params: { expression, awaitPromise: true, returnByValue: true },
          }),
        );
      }),
  };
}

export interface BareFixtures {
  /** Temporary folder, removed after the test. */
  folder: string;
  /** Starts programs; whatever still runs is killed after the test. */
  bare: (options?: BareOptions) => Promise<BareDesktop>;
}

export const test = base.extend<BareFixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-bare-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  bare: async ({}, use) => {
    const started: BareDesktop[] = [];
    await use(async (options = {}) => {
      const desktop = await startBare(options);
      started.push(desktop);
      return desktop;
    });
    for (const { child, ended } of started) {
      // The whole group: Chromium's helpers too, when the program itself hangs.
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        /* it is gone */
      }
      await ended();
    }
  },
});

export { expect } from '@playwright/test';
