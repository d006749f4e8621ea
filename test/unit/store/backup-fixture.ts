import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type DatabaseKeys, type OpenedKey, createDatabaseKeys } from '../../../src-main/keys/database-key.ts';
import { createKeychain } from '../../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../../src-main/keys/recovery-key.ts';
import { createBackup } from '../../../src-main/store/backup/backup.ts';
import { type Store, openStore } from '../../../src-main/store/open.ts';
import { type RestoreOptions, restoreBackup } from '../../../src-main/store/backup/restore.ts';
import { type StoreFiles, storeFiles } from '../../../src-main/store/store-files.ts';
import { type NoteSchema, addNotes, countNotes, notes, temporaryFolder } from './fixture.ts';

export const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });
export const keychain = createKeychain({ load: () => Promise.reject(new Error('no libsecret')) });
export const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
export const passphrase = '沈阳的雨下了一整夜 2020';
export const place = { backend: 'passphrase', passphrase: '新电脑上的启动口令 2021' } as const;
export const recovery = createRecoverySecret();

export interface Office {
  files: StoreFiles;
  store: Store<NoteSchema>;
  keys: DatabaseKeys;
  opened: OpenedKey;
}

export const keysOf = (files: StoreFiles): DatabaseKeys =>
  createDatabaseKeys({ file: files.keyFile, keychain, hasher });

/** An office with some notes, open. */
export async function office(count = 500): Promise<Office> {
  const files = storeFiles(await temporaryFolder());
  const keys = keysOf(files);
  const opened = await keys.create({ backend: 'passphrase', passphrase }, recovery);
  const store = await openStore<NoteSchema>({
    file: files.database,
    key: opened.key,
    migrations: [notes],
    create: true,
  });
  onTestFinished(() => store.close());
  await addNotes(store, count, 'SECRET-MARK');
  return { files, store, keys, opened };
}

export async function backUp({ files, store, opened }: Office, target: string, more: { signal?: AbortSignal } = {}) {
  return createBackup({
    store,
    opened,
    keyFile: files.keyFile,
    target,
    agencyName: '沈阳示范代理记账有限公司',
    programVersion: '0.1.0',
    ...more,
  });
}

export async function backedUp(count?: number) {
  const made = await office(count);
  const target = join(await temporaryFolder(), '备份.deskbackup');
  await backUp(made, target);
  return { ...made, target };
}

export const restore = (backup: string, folder: string, more: Partial<RestoreOptions> = {}) =>
  restoreBackup({ backup, folder, secret: { recovery }, place, keychain, hasher, migrations: [notes], ...more });

export async function countIn(folder: string, phrase: string): Promise<number> {
  const files = storeFiles(folder);
  const { key } = await keysOf(files).load(phrase);
  const store = await openStore<NoteSchema>({ file: files.database, key, migrations: [notes], keyProven: true });
  try {
    return await countNotes(store);
  } finally {
    await store.close();
  }
}
