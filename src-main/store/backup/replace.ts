import { access, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '@contract/refusal.ts';
import { syncFolder, writeFileAtomically } from '../../keys/atomic-file.ts';
import { holdLock } from '../sqlite/lock.sqlite.ts';
import { type StoreFiles, storeFiles } from '../store-files.ts';

/**
 * Replacing a store by a prepared one in the same folder: several renames that stand wholly or not at all. A note is written first; once
 * it is there the new store counts, and whoever starts after a crash finishes the renames (`finishReplacement`).
 */
const preparedName = /^restore-[0-9a-f]{12}$/;
const noteSchema = z.object({
  prepared: z.string().regex(preparedName),
  replaced: z.string().regex(/^[0-9A-Za-z-]+$/),
});
type Note = z.infer<typeof noteSchema>;

const noteName = 'restore.json';

/**
 * Puts the store prepared in the subfolder `prepared` in the place of the present one, if there is one; that is kept as `*.replaced-…`.
 * The caller holds the store's lock.
 * @throws the file system's error, with everything as it was before
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
 * Finishes a replacement that a crash interrupted, and clears what an interrupted restore left. To be called at start, before a key file or
 * a database is looked at. Does nothing while another process uses the store: what lies there is then its work in hand.
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

/** Each step looks at what is there, so that it can be taken up again anywhere. */
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

/** The store before the last one goes; the last one stays, in case the wrong backup was chosen. */
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
