import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file completely or not at all, safe against a power cut: written beside it, synced, renamed. Readable by
 * its owner only.
 * @throws the file system's error (ENOSPC …); the old file is then unchanged
 */
export async function writeFileAtomically(file: string, content: string): Promise<void> {
  const unfinished = `${file}.part`;
  await writeSynced(unfinished, content);
  await rename(unfinished, file);
  await syncFolder(dirname(file));
}

/**
 * Like {@link writeFileAtomically}, for a file that must not exist yet, even if two processes try at once.
 * @throws the file system's error; EEXIST if the file exists, which is then unchanged
 */
export async function writeNewFileAtomically(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.part`;
  await writeSynced(unfinished, content);
  try {
    await link(unfinished, file);
  } catch (error) {
    // A file system without hard links (FAT on a stick): the caller's earlier check must be enough there.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  await syncFolder(dirname(file));
}

async function writeSynced(file: string, content: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  await handle.close();
}

/** Makes renames in a folder survive a power cut, on platforms that can sync a folder (not Windows). */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
