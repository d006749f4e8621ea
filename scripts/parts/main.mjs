import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from './project.mjs';

/** A failure that the user can mend: its message is one Chinese sentence, and is all that is printed. */
export class Stop extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Progress and errors go to stderr, so that stdout stays free for what other programs read.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a script's body and ends the process with the code it returns.
 * @param {() => Promise<number>} body
 */
export async function runMain(body) {
  endWithParent();
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', () => {});
  try {
    process.exitCode = await body();
  } catch (error) {
    say(sentenceOf(error));
    process.exitCode = error instanceof Stop ? error.exitCode : 1;
  }
}

/** npm and the shell between do not pass every signal on; when they are gone, nobody could end us any more. */
function endWithParent() {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function sentenceOf(error) {
  if (error instanceof Stop) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return noSpace;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return '没有写入项目文件夹的权限，请检查文件夹权限后再试。';
  return `启动脚本出错，详情记在 ${keepLog('script', error instanceof Error ? (error.stack ?? error.message) : String(error))}，请把它交给维护人员。`;
}

export const noSpace = '磁盘空间不足，请腾出至少 1 GB 空间后再试。';

/**
 * Keeps what a failed step printed, for whoever mends it.
 * @param {string} name
 * @param {string} text
 * @returns {string} path of the log, or a note that it could not be written
 */
export function keepLog(name, text) {
  const file = join(cacheDir, `${name}.log`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${new Date().toISOString()}\n${text}\n`);
    return file;
  } catch {
    return `（日志无法写入）${text.slice(-500)}`;
  }
}
