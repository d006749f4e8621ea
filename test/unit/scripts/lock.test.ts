import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alone, isStale } from '../../../scripts/parts/lock.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-lock-'));
  lock = join(folder, 'setup.lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const heldBy = (pid: number, machine = hostname()) => {
  writeFileSync(lock, JSON.stringify({ pid, machine }));
};
/** Number of a process that has just ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('the lock of install and build', () => {
  it('lets one work at a time, however many start at once', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await pause(20);
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => alone(work, lock)));
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('is released when the work fails', async () => {
    await expect(alone(() => Promise.reject(new Error('no space')), lock)).rejects.toThrow('no space');
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    heldBy(deadPid());
    expect(isStale(lock)).toBe(true);
    expect(await alone(() => Promise.resolve(readFileSync(lock, 'utf8')), lock)).toContain(`"pid":${process.pid}`);
  });

  it('is respected while its holder lives, and on another machine', () => {
    heldBy(process.pid);
    expect(isStale(lock)).toBe(false);
    heldBy(deadPid(), 'another-machine');
    expect(isStale(lock)).toBe(false);
  });

  it('is stale when its holder has not touched it for a minute', () => {
    heldBy(process.pid);
    const old = new Date(Date.now() - 61_000);
    utimesSync(lock, old, old);
    expect(isStale(lock)).toBe(true);
  });

  it('is not stale while it is being written', () => {
    writeFileSync(lock, '');
    expect(isStale(lock)).toBe(false);
  });
});
