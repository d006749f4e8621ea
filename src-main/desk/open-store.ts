import { mkdir } from 'node:fs/promises';
import { createDatabaseKeys, type DatabaseKeys, type OpenedKey } from '../keys/database-key.ts';
import type { Keychain } from '../keys/keychain.ts';
import type { PasswordHasher } from '../keys/password.ts';
import { migrations } from '../store/migrations/index.ts';
import { openStore, type Store } from '../store/open.ts';
import { finishReplacement } from '../store/backup/replace.ts';
import type { Schema } from '../store/schema/index.ts';
import { storeFiles, type StoreFiles } from '../store/store-files.ts';

/** The folder of one store, ready to open: first finishes a restore that a crash interrupted. */
export async function storeFolder(
  folder: string,
  keychain: Keychain,
  hasher: PasswordHasher,
): Promise<{ files: StoreFiles; keys: DatabaseKeys }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await finishReplacement(folder);
  const files = storeFiles(folder);
  return { files, keys: createDatabaseKeys({ file: files.keyFile, keychain, hasher }) };
}

/** Opens the database with a given key. @param create only for a store that was never finished */
export async function openWith(files: StoreFiles, key: OpenedKey, create: boolean): Promise<Store<Schema>> {
  return openStore<Schema>({ file: files.database, key: key.key, migrations, create, keyProven: true });
}
