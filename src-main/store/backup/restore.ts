import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@contract/refusal.ts';
import { type KeyPlace, type OpenedKey, createDatabaseKeys } from '../../keys/database-key.ts';
import type { Keychain } from '../../keys/keychain.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { type KeySecret, openWrappedKey } from '../../keys/wrapped-key.ts';
import { type BackupHead, readContainer, unreadable } from './backup-container.ts';
import { refuseWithoutRoom } from './backup.ts';
import { type CopyOptions, sinkTo } from '../sqlite/frozen-copy.ts';
import { holdLock } from '../sqlite/lock.sqlite.ts';
import type { Migration } from '../migrations/migrate.ts';
import { inspectStore } from '../open.ts';
import { everyPageOpens } from '../sqlite/page-check.ts';
import { asStoreRefusal } from '../sqlite/refusals.ts';
import { replaceStore } from './replace.ts';
import { storeFiles } from '../store-files.ts';

export interface RestoreOptions extends CopyOptions {
  /** The backup file. */
  backup: string;
  /** The secret that opens it: the recovery secret, or a passphrase (the office's at backup time, or a world's). */
  secret: KeySecret;
  /** Folder of the store to create or replace; it exists, and its store is closed. */
  folder: string;
  /** Where to keep the key on this machine. */
  place: KeyPlace;
  keychain: Keychain;
  hasher: PasswordHasher;
  migrations: readonly Migration[];
  now?: () => Date;
}

/**
 * Restores a backup. Everything is first unpacked and checked in a separate folder; only then the stores change places.
 * A former store is kept aside (the last one only). After any failure the old store is unchanged.
 * @throws Refusal BACKUP_UNREADABLE, RECOVERY_KEY_WRONG, PASSPHRASE_WRONG, STORE_FROM_FUTURE, STORE_FULL, DESK_BUSY,
 * KEYCHAIN_UNAVAILABLE, PASSWORD_POLICY; the signal's reason
 */
export async function restoreBackup(options: RestoreOptions): Promise<{ head: BackupHead; opened: OpenedKey }> {
  const { folder, signal, now = () => new Date() } = options;
  const prepared = `restore-${randomBytes(6).toString('hex')}`;
  const files = storeFiles(join(folder, prepared));
  let replacing = false;
  // Held from the first byte, so that nobody opens the store meanwhile or deletes the unpacked one as a leftover.
  const lock = await holdLock(storeFiles(folder).lock);
  try {
    // First read without writing: a damaged file or a wrong recovery key is reported at once.
    const checked = await readContainer(options.backup, null, signal === undefined ? {} : { signal });
    const key = await openWrappedKey(checked.head, options.secret, options.hasher);
    if (!checked.isMarkedBy(key)) throw unreadable('备份文件被改动过，请换一个备份。');
    await refuseWithoutRoom(folder, (await stat(options.backup)).size);
    await mkdir(files.folder, { mode: 0o700 });
    await unpack(options, files.database);
    if (!(await everyPageOpens(files.database, key, signal)))
      throw unreadable('备份文件里的数据已损坏，请换一个备份。');
    await inspectStore({ file: files.database, key, migrations: options.migrations });
    signal?.throwIfAborted();
    const opened = await createDatabaseKeys({
      file: files.keyFile,
      keychain: options.keychain,
      hasher: options.hasher,
      now,
    }).adopt(options.place, { key, storeId: checked.head.storeId, recovery: checked.head.recovery });
    replacing = true;
    await replaceStore(folder, prepared, now());
    return { head: checked.head, opened };
  } catch (error) {
    // A replacement that began undoes itself; what it cannot undo needs these files.
    if (!replacing) await rm(files.folder, { recursive: true, force: true });
    if (error instanceof Refusal && error.code === 'STORE_DAMAGED')
      throw unreadable('备份文件里的数据已损坏，请换一个备份。');
    throw asStoreRefusal(error) ?? error;
  } finally {
    lock.release();
  }
}

async function unpack(options: RestoreOptions, database: string): Promise<void> {
  const handle = await open(database, 'wx', 0o600);
  try {
    await readContainer(options.backup, sinkTo(handle), options);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
