import { access, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '@contract/refusal.ts';
import { syncFolder, writeFileAtomically } from '../../keys/atomic-file.ts';
import { holdLock } from '../sqlite/lock.sqlite.ts';
import { type StoreFiles, storeFiles } from '../store-files.ts';

/**
 * Replaces a store with a prepared one in the same folder: several renames that succeed all together or not at all. A
 * note is written first. Once it exists, the new store counts, and the next start after a crash finishes the renames
 * (`finishReplacement`).
 */
const preparedName = /^restore-[0-9a-f]{12}$/;
const noteSchema = z.object({
  prepared: z.string().regex(preparedName),
  replaced: z.string().regex(/^[0-9A-Za-z-]+$/),
});
type Note = z.infer<typeof noteSchema>;

const noteName = 'restore.json';

/**
 * Puts the store prepared in the subfolder `prepared` in the place of the present one. A present store is kept as
 * `*.replaced-…`. The caller holds the store's lock.
 * @throws the file system's error; then nothing has changed
 */
export async function replaceStore(folder: string, prepared: string, now: Date): Promise<void> {
  const note: Note = { prepared, replaced: now.toISOString().replace(/[:.]/g, '-') };
  await writeFileAtomically(join(folder, noteName), JSON.stringify(note));
  try {
    await forward(storeFiles(folder), note);
  } catch (error) {
    await backward(storeFiles(folder), note);
    throw error;
  }
  await prune(storeFiles(folder), note);
}

/**
 * Finishes a replacement that a crash interrupted, and deletes the files of an interrupted restore. Called at start,
 * before the key file and the database are read. Does nothing while another process uses the store: its files are then
 * work in progress.
 */
export async function finishReplacement(folder: string): Promise<void> {
  const names = await readdir(folder);
  const left = names.filter((name) => preparedName.test(name) || name === `${noteName}.part`);
  if (left.length === 0 && !names.includes(noteName)) return;
  const lock = await holdLock(storeFiles(folder).lock, 0).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'DESK_BUSY') return null;
    throw error;
  });
  if (lock === null) return;
  try {
    const text = await readFile(join(folder, noteName), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) await forward(storeFiles(folder), noteSchema.parse(JSON.parse(text)));
    for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
  } finally {
    lock.release();
  }
}

/** Each step checks what is there, so that it can continue after any interruption. */
async function forward(files: StoreFiles, note: Note): Promise<void> {
  for (const [present, incoming] of pairs(files, note)) {
    if (!(await exists(incoming))) continue;
    for (const suffix of present === files.database ? ['-wal', '-shm', ''] : ['']) {
      if (await exists(`${present}${suffix}`))
        await rename(`${present}${suffix}`, `${keptName(present, note)}${suffix}`);
    }
    await rename(incoming, present);
  }
  await endNote(files, note);
}

async function backward(files: StoreFiles, note: Note): Promise<void> {
  for (const [present, incoming] of pairs(files, note)) {
    if (!(await exists(incoming))) await rename(present, incoming);
    for (const suffix of present === files.database ? ['', '-wal', '-shm'] : ['']) {
      const kept = `${keptName(present, note)}${suffix}`;
      if (!(await exists(`${present}${suffix}`)) && (await exists(kept))) await rename(kept, `${present}${suffix}`);
    }
  }
  await endNote(files, note);
}

async function endNote(files: StoreFiles, note: Note): Promise<void> {
  await syncFolder(files.folder);
  await rm(join(files.folder, noteName), { force: true });
  await rm(join(files.folder, note.prepared), { recursive: true, force: true });
}

/** Deletes the replaced stores before the last one; the last one stays, in case the user chose the wrong backup. */
async function prune(files: StoreFiles, note: Note): Promise<void> {
  const bases = [files.database, files.keyFile].map((file) => `${basename(file)}.replaced-`);
  for (const name of await readdir(files.folder)) {
    if (bases.some((base) => name.startsWith(base) && !name.startsWith(`${base}${note.replaced}`)))
      await rm(join(files.folder, name), { force: true });
  }
}

function pairs(files: StoreFiles, note: Note): [string, string][] {
  const prepared = storeFiles(join(files.folder, note.prepared));
  return [
    [files.keyFile, prepared.keyFile],
    [files.database, prepared.database],
  ];
}

function keptName(file: string, note: Note): string {
  return `${file}.replaced-${note.replaced}`;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
