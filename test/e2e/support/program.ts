import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Root of the clone. */
export const projectRoot = join(import.meta.dirname, '../../..');

/** A program under test: its output so far, and how it ended. */
export interface Program {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Waits for a match in stdout. Throws when the program ends first, or after `limitMs`. */
  printed(pattern: RegExp, limitMs?: number): Promise<RegExpExecArray>;
  /** Waits for the end; gives the exit code, or null when it died of a signal. */
  ended(limitMs?: number): Promise<number | null>;
  /** Asks it to end as Ctrl C or a service manager does, and waits; kills it after `limitMs`. */
  stop(signal?: NodeJS.Signals, limitMs?: number): Promise<number | null>;
}

/** What would let a program open a window or a browser, or reach the keychain of whoever runs the tests. */
const surroundings = ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];

/**
 * Starts a Node program of the project without a display and, on Linux, without a keychain.
 * @param script path inside the project
 */
export function startProgram(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !surroundings.includes(name)));
  const child = spawn(process.execPath, [join(projectRoot, script), ...args], {
    cwd: projectRoot,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const closed = once(child, 'close');
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });

  const ended = async (limitMs = 20_000): Promise<number | null> => {
    await within(closed, limitMs, () => `did not end within ${limitMs} ms; stderr: ${stderr}`);
    return child.exitCode;
  };
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    printed: (pattern, limitMs = 30_000) =>
      within(
        new Promise<RegExpExecArray>((resolve, reject) => {
          const look = (): void => {
            const match = pattern.exec(stdout);
            if (match) resolve(match);
          };
          look();
          child.stdout.on('data', look);
          void closed.then(() => {
            look();
            reject(new Error(`ended with ${child.exitCode} before printing ${pattern}; stderr: ${stderr}`));
          });
        }),
        limitMs,
        () => `did not print ${pattern} within ${limitMs} ms; stdout: ${stdout}; stderr: ${stderr}`,
      ),
    stop: async (signal = 'SIGTERM', limitMs = 15_000) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended(limitMs).catch((error: unknown) => {
        child.kill('SIGKILL');
        throw error;
      });
    },
  };
}

async function within<T>(work: Promise<T>, limitMs: number, problem: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(problem()));
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
