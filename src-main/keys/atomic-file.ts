import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file wholly or not at all, lasting through a power cut: written beside it, synced, renamed. Readable by its owner only.
 * @throws the file system's error (ENOSPC …); the old file then stands as it was
 */
export async function writeFileAtomically(file: string, content: string): Promise<void> {
  const unfinished = `${file}.part`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  await handle.close();
  await rename(unfinished, file);
  await syncFolder(dirname(file));
}

/** Makes renames in a folder last through a power cut, where the platform lets a folder be synced (not on Windows). */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
