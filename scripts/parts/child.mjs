import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const windows = process.platform === 'win32';
/** @type {Set<import('node:child_process').ChildProcess>} */
const working = new Set();
let watching = false;
let interrupted = false;
let programRuns = false;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limitMs] the whole process tree is ended after so long
 * @property {() => boolean} [giveUp] asked every second; true ends the process tree as a time limit does
 * @property {boolean} [show] let it write to this terminal, instead of keeping its output
 * @property {boolean} [shell]
 */

/**
 * Runs a helper program (npm, the bundler, a test runner) to its end. It gets its own process group, so that its children end with it.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, timedOut: boolean, output: string, missing: boolean, error?: string }>} `missing`: there is no such program;
 *   `error`: code of the system's error when it could not be started
 */
export function run(command, args, options = {}) {
  watchSignals();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      detached: !windows,
      windowsHide: true,
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    working.add(child);
    let output = '';
    let timedOut = false;
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = () => {
      timedOut = true;
      endTree(child, 'SIGKILL');
    };
    const limit = options.limitMs === undefined ? undefined : setTimeout(end, options.limitMs);
    const asking =
      options.giveUp === undefined
        ? undefined
        : setInterval(() => {
            if (options.giveUp?.()) end();
          }, 1000);
    const settle = (/** @type {number} */ code, /** @type {string | undefined} */ error = undefined) => {
      clearTimeout(limit);
      clearInterval(asking);
      working.delete(child);
      // An interrupted run has no result: this process ends as soon as all children have.
      if (!interrupted)
        resolve({ code, timedOut, output, missing: error === 'ENOENT', ...(error === undefined ? {} : { error }) });
    };
    child.once('error', (error) => {
      settle(1, 'code' in error ? String(error.code) : error.name);
    });
    child.once('close', (code, signal) => {
      settle(exitCodeOf(code, signal));
    });
  });
}

/**
 * Exit code as a shell tells it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 1);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endTree(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Ctrl C ends whatever is at work, then this process. */
function watchSignals() {
  if (watching) return;
  watching = true;
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // The program itself gets the signal from runProgram, and its exit code is ours.
      if (programRuns) return;
      interrupted = true;
      for (const child of working) endTree(child, signal);
      setTimeout(() => {
        for (const child of working) endTree(child, 'SIGKILL');
      }, 3000).unref();
      const endWhenAlone = () => {
        if (working.size === 0) process.exit(exitCodeOf(null, signal));
      };
      endWhenAlone();
      setInterval(endWhenAlone, 20);
    });
  }
}

/**
 * Runs the program itself until it ends: signals are passed on, its exit code is ours. When this process is killed, the closed
 * channel tells the host to end, too.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, channel?: boolean, onLine?: (line: string) => void, onError?: (text: string) => void }} [options] `onLine`: given
 *   each line of its stdout; `onError`: given what it writes to stderr, which this terminal shows as well
 * @returns {Promise<number>} exit code; 128 + signal number when it died of a signal
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: options.env ?? process.env,
      stdio: [
        'inherit',
        options.onLine ? 'pipe' : 'inherit',
        options.onError ? 'pipe' : 'inherit',
        ...(options.channel ? /** @type {const} */ (['ipc']) : []),
      ],
    });
    programRuns = true;
    const signals = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    const stopPassing = () => {
      programRuns = false;
      for (const signal of signals) process.off(signal, passOn);
    };
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      process.stderr.write(text);
      options.onError?.(text);
    });
    child.once('error', (error) => {
      stopPassing();
      reject(error);
    });
    // Helper processes of a desktop may hold its stderr a little longer than it lives itself.
    if (options.onError)
      child.once('exit', () => {
        setTimeout(() => child.stderr?.destroy(), 300);
      });
    child.once('close', (code, signal) => {
      stopPassing();
      resolve(exitCodeOf(code, signal));
    });
  });
}
