import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '@contract/refusal.ts';
import { syncFolder } from '../../keys/atomic-file.ts';
import type { OpenedKey } from '../../keys/database-key.ts';
import { keyCheckOf, readKeyFile } from '../../keys/key-file.ts';
import { type BackupHead, readContainer, writeContainer } from './backup-container.ts';
import type { CopyOptions } from '../sqlite/frozen-copy.ts';
import type { Store } from '../open.ts';
import { PagesInOrder } from '../sqlite/page-check.ts';
import { asStoreRefusal, storeDamaged, storeFull, storeWrongKey } from '../sqlite/refusals.ts';

const unfinishedSuffix = '.part';

export interface BackupOptions extends CopyOptions {
  store: Pick<Store<unknown>, 'file' | 'version' | 'copyTo'>;
  /** The present key and the key file, whose wrapped keys go into the backup: no secret is asked for. */
  opened: OpenedKey;
  keyFile: string;
  /** Path of the new backup; an older file of that name is replaced only when the new one is complete. */
  target: string;
  agencyName: string;
  programVersion: string;
  now?: () => Date;
}

/**
 * Writes one encrypted file. The recovery key alone (for a training world: its passphrase) can restore the store from
 * it on a new machine. Other work continues meanwhile. The file is read back, and every page in it is authenticated,
 * before it gets its name: a store with damage in unread pages still opens, and a copy of it could not be restored.
 * @returns its size in bytes
 * @throws Refusal STORE_DAMAGED, STORE_FULL, DESK_NOT_OPEN (no permission), STORE_WRONG_KEY; the signal's reason. Then
 * no file is left behind.
 */
export async function createBackup(options: BackupOptions): Promise<{ bytes: number; createdAt: string }> {
  const { store, opened, target } = options;
  const createdAt = (options.now?.() ?? new Date()).toISOString();
  const record = await readKeyFile(options.keyFile);
  // A backup with another store's wrapped key could never be opened again.
  if (record === null || record.check !== keyCheckOf(opened.key, opened.storeId)) throw storeWrongKey();
  const head: BackupHead = {
    format: 'agency-desk-backup',
    version: 1,
    storeId: opened.storeId,
    createdAt,
    agencyName: options.agencyName,
    programVersion: options.programVersion,
    schemaVersion: store.version,
    check: record.check,
    recovery: record.recovery === null ? null : { sealed: record.recovery.sealed },
    wrapped: record.wrapped,
  };
  const unfinished = `${target}${unfinishedSuffix}`;
  try {
    await refuseWithoutRoom(dirname(target), (await stat(store.file)).size);
    const handle = await open(unfinished, 'w', 0o600);
    try {
      await writeContainer(handle, head, opened.key, (sink) => store.copyTo(sink, options));
      await handle.sync();
    } finally {
      await handle.close();
    }
    const pages = new PagesInOrder(opened.key);
    await readContainer(
      unfinished,
      async (chunk) => pages.take(chunk),
      options.signal === undefined ? {} : { signal: options.signal },
    );
    if (pages.damaged() > 0) throw storeDamaged();
    await rename(unfinished, target);
    await syncFolder(dirname(target));
    return { bytes: (await stat(target)).size, createdAt };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw asStoreRefusal(error) ?? error;
  }
}

/** The head of a backup, for a screen that asks whether this is the right one. Reads and checks the whole file. @throws as readContainer */
export async function describeBackup(
  file: string,
): Promise<Pick<BackupHead, 'storeId' | 'createdAt' | 'agencyName' | 'programVersion'>> {
  const { storeId, createdAt, agencyName, programVersion } = (await readContainer(file, null)).head;
  return { storeId, createdAt, agencyName, programVersion };
}

/** Whether a backup belongs to this store, is complete, and every page in it opens, as restoring needs. @param key the store's */
export async function isGoodBackup(file: string, key: OpenedKey): Promise<boolean> {
  const pages = new PagesInOrder(key.key);
  try {
    const { head, isMarkedBy } = await readContainer(file, async (chunk) => pages.take(chunk));
    return head.storeId === key.storeId && isMarkedBy(key.key) && pages.damaged() === 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Deletes the unfinished backups of a killed process. Called at start by the one process that uses the folder. */
export async function clearUnfinishedBackups(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith(unfinishedSuffix)) await rm(join(folder, name), { force: true });
}

/** Checks the free space before a long copy, not at its end. @param bytes to write. @throws Refusal STORE_FULL */
export async function refuseWithoutRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw storeFull();
}
