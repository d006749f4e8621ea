import { rm } from 'node:fs/promises';
import { holdLock } from './sqlite/lock.sqlite.ts';
import type { StoreFiles } from './store-files.ts';

/**
 * Deletes a closed store and its key for good; no copy is kept, so use it for sample data only. After a crash at any
 * point, either a usable store or nothing is left: the key is deleted last. @throws Refusal DESK_BUSY while another
 * process has the store open
 */
export async function discardStore({ database, keyFile, lock }: StoreFiles): Promise<void> {
  const held = await holdLock(lock);
  try {
    for (const file of [`${database}-wal`, `${database}-shm`, database, keyFile]) await rm(file, { force: true });
  } finally {
    held.release();
  }
}
