import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Migration } from '../../../src-main/store/migrations/migrate.ts';
import { type OpenStoreOptions, type Store, openStore } from '../../../src-main/store/open.ts';

export interface NoteSchema {
  note: { id: number; text: string };
}

export const notes: Migration = {
  number: 1,
  name: 'notes',
  up: async (db) => {
    await db.schema
      .createTable('note')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('text', 'text')
      .execute();
  },
};

/** A folder of one test, gone after it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Options of a store in a folder of its own. */
export async function newStoreOptions(migrations: readonly Migration[] = [notes]): Promise<OpenStoreOptions> {
  return { file: join(await temporaryFolder(), 'desk.sqlite'), key: randomBytes(32), migrations, create: true };
}

/** An open store that is closed after the test. */
export async function openNotes(options: OpenStoreOptions): Promise<Store<NoteSchema>> {
  const store = await openStore<NoteSchema>(options);
  onTestFinished(() => store.close());
  return store;
}

/** Adds notes in one transaction. */
export async function addNotes(store: Store<NoteSchema>, count: number, text = 'x'.repeat(100)): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    for (let added = 0; added < count; added += 1_000) {
      const rows = Array.from({ length: Math.min(1_000, count - added) }, () => ({ text }) as NoteSchema['note']);
      await transaction.insertInto('note').values(rows).execute();
    }
  });
}

export async function countNotes(store: Store<NoteSchema>): Promise<number> {
  const { count } = await store.db
    .selectFrom('note')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** SHA-256 of a file, null when there is none; comparing the bytes themselves takes vitest seconds. */
export async function digestOf(file: string): Promise<string | null> {
  const bytes = await readFile(file).catch(() => null);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}

/** Digests of file and log, to prove that nothing was overwritten. */
export async function digestsOf(file: string): Promise<{ file: string | null; log: string | null }> {
  return { file: await digestOf(file), log: await digestOf(`${file}-wal`) };
}
