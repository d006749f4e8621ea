import { join } from 'node:path';

/** The files of one store in its folder. */
export interface StoreFiles {
  folder: string;
  database: string;
  keyFile: string;
  /** Lock file of the process that has the database open; see openStore. */
  lock: string;
}

/** File names of a store; one folder, one store. */
export function storeFiles(folder: string): StoreFiles {
  const database = join(folder, 'desk.sqlite');
  return { folder, database, keyFile: join(folder, 'desk.key.json'), lock: `${database}.lock` };
}
