import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { storeBusy } from './refusals.ts';

/** A lock on one path of the file system: no other process (and no second caller in this one) can have it at the same time. */
export interface Lock {
  release(): void;
}

const retryMs = 50;

/**
 * Takes a lock that ends with the process: an exclusive transaction on an empty SQLite file, which is a lock of the
 * operating system on every platform. After kill -9 there is nothing to clean up; the file itself stays and has no
 * meaning.
 * @param waitMs how long to wait for an earlier process that is closing
 * @throws Refusal DESK_BUSY
 */
export async function holdLock(file: string, waitMs = 500): Promise<Lock> {
  const sqlite = new Database(file, { timeout: 0 });
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      sqlite.exec('BEGIN EXCLUSIVE');
      return { release: () => void sqlite.close() };
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) {
        sqlite.close();
        throw error;
      }
      if (Date.now() >= until) {
        sqlite.close();
        throw storeBusy();
      }
      await delay(retryMs);
    }
  }
}
