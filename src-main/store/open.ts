import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Kysely } from 'kysely';
import { type Connection, checkpoint, connect, foreignKeys, isSound } from './sqlite/connection.sqlite.ts';
import { LiveCopies } from './sqlite/live-copies.sqlite.ts';
import { dialectOf } from './sqlite/dialect.sqlite.ts';
import { domainValues } from './sqlite/values.sqlite.ts';
import type { ByteSink, CopyOptions } from './sqlite/frozen-copy.ts';
import { type Lock, holdLock } from './sqlite/lock.sqlite.ts';
import { type Migration, assertGapless, migrate, versionOf } from './migrations/migrate.ts';
import { keepCopyBefore } from './migrations/migration-copies.ts';
import { checkPages } from './sqlite/page-check.ts';
import { asStoreRefusal, storeDamaged, storeWrongKey } from './sqlite/refusals.ts';

export interface OpenStoreOptions {
  /** The database file; its folder exists. */
  file: string;
  /** 32 bytes, from keys/database-key.ts. */
  key: Buffer;
  /** All migrations that this program knows, in order. */
  migrations: readonly Migration[];
  /** Creates the database if there is none. Default false: a missing or empty file is a damaged store, never a new one. */
  create?: boolean;
  /** Read only: no lock, no migration; a database that needs a migration is refused. */
  readOnly?: boolean;
  /** The key matched the check value of the key file, so a file that does not open with it is damaged. */
  keyProven?: boolean;
}

/** An open database. One process per store: other processes get DESK_BUSY. */
export interface Store<Schema> {
  readonly db: Kysely<Schema>;
  /** For files named `*.sqlite.ts` only. */
  readonly sqlite: Connection;
  readonly file: string;
  /** Number of the last migration. */
  readonly version: number;
  /**
   * Streams a consistent copy of the encrypted file, as of now, while work continues: writes stay in the log, the file
   * does not change.
   * @throws the signal's reason; closing the store aborts it too
   */
  copyTo(sink: ByteSink, options?: CopyOptions): Promise<{ bytes: number; sha256: Buffer }>;
  /** Waits for the transaction in progress, writes the log into the file and closes it. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the store and brings it to the newest version.
 * @throws Refusal DESK_BUSY, STORE_WRONG_KEY, STORE_DAMAGED, STORE_FROM_FUTURE, STORE_FULL or DESK_NOT_OPEN (no permission); nothing is
 * overwritten in any of these cases
 */
export async function openStore<Schema>(options: OpenStoreOptions): Promise<Store<Schema>> {
  assertGapless(options.migrations);
  let lock: Lock | null = null;
  let sqlite: Connection | null = null;
  try {
    if (options.readOnly !== true) lock = await holdLock(`${options.file}.lock`);
    const uncleanEnd = await hasLog(options.file);
    await refuseUnlessOpens(options, uncleanEnd);
    // The whole file is read only if the last process did not close it; always for a read-only open, which leaves file and log unchanged.
    if (uncleanEnd && options.readOnly !== true) refuseUnlessSound(options);
    sqlite = connect(
      options.file,
      options.key,
      options.readOnly === true ? 'readOnly' : existsSync(options.file) ? 'existing' : 'create',
    );
    return await ready<Schema>(options, sqlite, lock);
  } catch (error) {
    sqlite?.close();
    lock?.release();
    throw asStoreRefusal(error) ?? error;
  }
}

/**
 * Checks a database file that nobody uses: key, structure, and its list of migrations. Writes nothing into it.
 * @returns number of its last migration, which may be older than this program's
 * @throws Refusal as {@link openStore}
 */
export async function inspectStore(options: Pick<OpenStoreOptions, 'file' | 'key' | 'migrations'>): Promise<number> {
  let reader: Connection | null = null;
  try {
    await refuseUnlessOpens({ ...options, keyProven: true }, false);
    reader = connect(options.file, options.key, 'readOnly');
    if (!isSound(reader)) throw storeDamaged();
    return await versionOf(new Kysely<unknown>({ dialect: dialectOf(reader) }), options.migrations);
  } catch (error) {
    throw asStoreRefusal(error) ?? error;
  } finally {
    reader?.close();
  }
}

async function ready<Schema>(options: OpenStoreOptions, sqlite: Connection, lock: Lock | null): Promise<Store<Schema>> {
  const { file, key, migrations } = options;
  const db = new Kysely<Schema>({ dialect: dialectOf(sqlite), plugins: [domainValues] });
  const copies = new LiveCopies(sqlite, file, key, (work) => db.connection().execute(work));
  const version =
    options.readOnly === true
      ? await currentOrRefuse(db as Kysely<unknown>, migrations)
      : await migrate(db as Kysely<unknown>, migrations, {
          beforeChange: (from) => keepCopyBefore(file, from, (sink) => copies.copy(sink, {})),
          withoutForeignKeys: async (work) => {
            foreignKeys.turn(sqlite, false);
            try {
              return await work();
            } finally {
              foreignKeys.turn(sqlite, true);
            }
          },
          foreignKeyViolations: () => foreignKeys.violations(sqlite),
        });
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await copies.end();
    try {
      // Getting Kysely's one connection waits for a transaction in progress. A full disk leaves the log where it is, and nothing is lost.
      if (options.readOnly !== true)
        await db
          .connection()
          .execute(async () => void checkpoint(sqlite))
          .catch(() => undefined);
    } finally {
      await db.destroy();
      sqlite.close();
      await copies.letGo();
      lock?.release();
    }
  };
  return {
    db,
    sqlite,
    file,
    version,
    copyTo: (sink, copyOptions = {}) => copies.copy(sink, copyOptions),
    close: () => (closing ??= close()),
  };
}

async function currentOrRefuse(db: Kysely<unknown>, migrations: readonly Migration[]): Promise<number> {
  const version = await versionOf(db, migrations);
  if (version !== migrations.length) throw storeDamaged();
  return version;
}

/** Decides only by reading whether SQLite may have the file at all: SQLite would write while it finds out. */
async function refuseUnlessOpens(options: OpenStoreOptions, hasLogToRecover: boolean): Promise<void> {
  const verdict = await checkPages(options.file, options.key);
  if (verdict === 'opens') return;
  if (verdict === 'empty') {
    if (options.create === true && !hasLogToRecover) return;
    throw storeDamaged();
  }
  // A power cut can tear page 1. The log then holds the whole page, and SQLite recovers it.
  if (verdict === 'damaged' && hasLogToRecover) return;
  throw verdict === 'foreign' && options.keyProven !== true ? storeWrongKey() : storeDamaged();
}

function refuseUnlessSound({ file, key }: OpenStoreOptions): void {
  const reader = connect(file, key, 'readOnly');
  try {
    if (!isSound(reader)) throw storeDamaged();
  } finally {
    reader.close();
  }
}

async function hasLog(file: string): Promise<boolean> {
  return ((await stat(`${file}-wal`).catch(() => null))?.size ?? 0) > 0;
}
