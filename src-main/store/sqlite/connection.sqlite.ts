import Database from 'better-sqlite3';

/** A raw connection; only files named `*.sqlite.ts` use it directly. */
export type Connection = Database.Database;

type Keyed = Connection & { key(key: Buffer): number };

/** Page cache of every connection, in KiB: warm reads are as fast as in plain SQLite once the working set fits. */
const cacheKiB = 16_384;
const busyTimeoutMs = 2_000;

/**
 * Opens an encrypted connection (SQLCipher scheme, raw 256-bit key); the key is applied before anything is read.
 * @param key 32 bytes
 * @throws SqliteError SQLITE_NOTADB if page 1 does not open with the key
 */
export function connect(file: string, key: Buffer, mode: 'create' | 'existing' | 'readOnly'): Connection {
  const sqlite = new Database(file, {
    readonly: mode === 'readOnly',
    fileMustExist: mode !== 'create',
    timeout: busyTimeoutMs,
  }) as Keyed;
  try {
    sqlite.pragma("cipher = 'sqlcipher'");
    const raw = Buffer.concat([Buffer.from('raw:'), key]);
    sqlite.key(raw);
    raw.fill(0);
    sqlite.pragma('user_version');
    applyPragmas(sqlite, mode === 'readOnly');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** The settings of every connection, encrypted or (in benchmarks) plain. synchronous=FULL: acknowledged data survive a power cut. */
export function applyPragmas(sqlite: Connection, readOnly: boolean): void {
  if (!readOnly) sqlite.pragma('journal_mode = WAL');
  for (const setting of [
    'synchronous = FULL',
    'foreign_keys = ON',
    `cache_size = -${cacheKiB}`,
    'temp_store = MEMORY',
    'mmap_size = 0',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'secure_delete = FAST',
  ])
    sqlite.pragma(setting);
}

/** Moves the whole log into the database file. @returns false if a reader of the log prevents it */
export function checkpoint(sqlite: Connection): boolean {
  const [row] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return row?.busy === 0;
}

/** SQLite's structural check; reads the whole file. */
export function isSound(sqlite: Connection): boolean {
  const rows = sqlite.pragma('quick_check(1)') as { quick_check: string }[];
  return rows.length === 1 && rows[0]?.quick_check === 'ok';
}

/** Foreign keys are off while tables are rebuilt (SQLite's procedure for schema changes) and checked before the commit. */
export const foreignKeys = {
  turn(sqlite: Connection, on: boolean): void {
    sqlite.pragma(`foreign_keys = ${on ? 'ON' : 'OFF'}`);
  },
  violations(sqlite: Connection): number {
    return (sqlite.pragma('foreign_key_check') as unknown[]).length;
  },
};
