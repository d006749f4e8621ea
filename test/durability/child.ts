import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A process of its own that runs one of the scripts of this folder, to be killed without warning. */
export interface Child {
  readonly pid: number;
  /** Lines it has written so far: what it acknowledged. */
  readonly lines: string[];
  /** Resolves at the first line after the given number of lines. @throws Error with its complaints when it ends before */
  hasWritten(count: number): Promise<void>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Waits for its end. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export function startChild(script: string, args: string[], env: NodeJS.ProcessEnv = process.env): Child {
  const root = resolve(import.meta.dirname, '../..');
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', resolve(import.meta.dirname, script), ...args],
    {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const end = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const lines: string[] = [];
  const complaints: string[] = [];
  const waiting = new Set<() => void>();
  if (child.stdout === null || child.stderr === null || child.pid === undefined)
    throw new Error('The child process did not start');
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const wake of waiting) wake();
  });
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    pid: child.pid,
    lines,
    hasWritten: (count) =>
      new Promise<void>((resolveWait, reject) => {
        const look = (): void => {
          if (lines.length < count) return;
          waiting.delete(look);
          resolveWait();
        };
        waiting.add(look);
        look();
        void end.then(() => reject(new Error(`The child ended: ${complaints.join('\n')}`)));
      }),
    async kill() {
      child.kill('SIGKILL');
      await end;
    },
    ended: () => end,
  };
}
