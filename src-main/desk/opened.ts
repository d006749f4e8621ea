import type { DeskStatus } from '@contract/desk.ts';
import type { Engine } from './engine.ts';
import type { DatabaseKeys, OpenedKey } from '../keys/database-key.ts';
import type { Store } from '../store/open.ts';
import type { Schema } from '../store/schema/index.ts';
import type { StoreFiles } from '../store/store-files.ts';

/** Everything that belongs to an open store; closed together. */
export interface Opened {
  engine: Engine;
  store: Store<Schema>;
  files: StoreFiles;
  keys: DatabaseKeys;
  key: OpenedKey;
  profile: NonNullable<DeskStatus['profile']>;
}

/** Closes a store: first work in progress, then the engine, then the file; wipes the key. */
export async function closeOpened(opened: Opened): Promise<void> {
  await opened.engine.close();
  await opened.store.close();
  opened.key.key.fill(0);
}
