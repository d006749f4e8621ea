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
  /** The key in hand and the key file, whose wrapped keys go into the backup: no secret is asked for. */
  opened: OpenedKey;
  keyFile: string;
  /** The backup to write; an older one of that name is replaced only when the new one is whole. */
  target: string;
  agencyName: string;
  programVersion: string;
  now?: () => Date;
}

/**
 * Writes one encrypted file out of which the store can be restored on a new machine with the recovery key alone (a training world: with
 * its passphrase). Work goes on meanwhile. The file is read back, and every page in it authenticated, before it takes its name: a store with
 * damage in pages that nobody reads opens, and a copy of it could not be restored.
 * @returns its size in bytes
 * @throws Refusal STORE_DAMAGED, STORE_FULL, DESK_NOT_OPEN (no permission), STORE_WRONG_KEY; the signal's reason. Nothing is left behind then.
 */
export async function createBackup(options: BackupOptions): Promise<{ bytes: number; createdAt: string }> {
  const { store, opened, target } = options;
  const createdAt = (options.now?.() ?? new Date()).toISOString();
  const record = await readKeyFile(options.keyFile);
  // A backup whose wrapped key is another store's could never be opened again.
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

/** What a backup says of itself, for a screen that asks whether this is the one. Reads and checks the whole file. @throws as readContainer */
export async function describeBackup(
  file: string,
): Promise<Pick<BackupHead, 'storeId' | 'createdAt' | 'agencyName' | 'programVersion'>> {
  const { storeId, createdAt, agencyName, programVersion } = (await readContainer(file, null)).head;
  return { storeId, createdAt, agencyName, programVersion };
}

/** Whether a backup is this store's, whole, and every page in it opens: what restoring it will ask. @param key the store's */
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

/** Clears what a killed process left of its backups. To be called at start by the one process that uses the folder. */
export async function clearUnfinishedBackups(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith(unfinishedSuffix)) await rm(join(folder, name), { force: true });
}

/** Told before a long copy rather than at its end. @param bytes that will be written. @throws Refusal STORE_FULL */
export async function refuseWithoutRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw storeFull();
}
