import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say, Stop } from './main.mjs';
import { cacheDir } from './project.mjs';

const beatMs = 5_000;
/** A holder that has not touched its lock for so long is gone (its process number may belong to somebody else by now). */
const silentMs = 60_000;
const waitLimitMs = 20 * 60_000;

/**
 * Runs `work` while no other start on this clone installs or builds. Waits for the other one; a lock left by a dead process is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [file] the lock
 * @returns {Promise<T>}
 */
export async function alone(work, file = join(cacheDir, 'setup.lock')) {
  mkdirSync(join(file, '..'), { recursive: true });
  const started = Date.now();
  let announced = false;
  while (!take(file)) {
    if (breakIfStale(file)) continue;
    if (!announced) say('另一个窗口正在安装或构建，完成后自动继续。');
    announced = true;
    if (Date.now() - started > waitLimitMs)
      throw new Stop(`等待另一个窗口安装或构建超过 20 分钟；如果它已不在运行，请删除 ${file} 后再试。`);
    await pause(200);
  }
  const release = () => {
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  const beat = setInterval(() => {
    touch(file);
  }, beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/**
 * @param {string} file
 * @returns {boolean} whether it is ours now
 */
function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, machine: hostname() }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock whose holder is gone. Only one process at a time may do so (`.breaking`), else a second one would remove the first one's new lock.
 * @param {string} file
 * @returns {boolean} whether it is worth trying to take it at once
 */
function breakIfStale(file) {
  if (!isStale(file)) return false;
  const breaking = `${file}.breaking`;
  if (!take(breaking)) {
    if (ageOf(breaking) > silentMs) rmSync(breaking, { force: true });
    return false;
  }
  try {
    if (isStale(file)) rmSync(file, { force: true });
  } finally {
    rmSync(breaking, { force: true });
  }
  return true;
}

/**
 * @param {string} file
 * @returns {boolean}
 */
export function isStale(file) {
  const age = ageOf(file);
  if (age === Infinity) return false;
  if (age > silentMs) return true;
  /** @type {{ pid: number, machine: string }} */
  let holder;
  try {
    holder = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Made this instant and not written yet, or gone.
    return false;
  }
  return holder.machine === hostname() && !isAlive(holder.pid);
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @returns {number} milliseconds since it was last touched; Infinity when there is none
 */
function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Infinity;
  }
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody cleaned .cache; the work goes on.
  }
}
