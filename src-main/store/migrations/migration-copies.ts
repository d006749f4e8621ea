import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../../keys/atomic-file.ts';
import { type ByteSink, sinkTo } from '../sqlite/frozen-copy.ts';

/** Maximum copies kept beside the database, one per earlier version; older ones are deleted. */
const copiesKept = 2;

/**
 * Keeps the database from before a migration, as `<file>.before-v<version>`, encrypted under the same key. It replaces
 * a copy of the same version from an earlier, failed attempt.
 * @param copy streams the database into a sink
 */
export async function keepCopyBefore(
  file: string,
  version: number,
  copy: (sink: ByteSink) => Promise<unknown>,
): Promise<void> {
  const kept = `${file}.before-v${version}`;
  const unfinished = `${kept}.part`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await copy(sinkTo(handle));
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  await handle.close();
  await rename(unfinished, kept);
  await syncFolder(dirname(file));
  await prune(file);
}

async function prune(file: string): Promise<void> {
  const prefix = `${basename(file)}.before-v`;
  const versions = (await readdir(dirname(file)))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((left, right) => right - left);
  for (const version of versions.slice(copiesKept))
    await rm(join(dirname(file), `${prefix}${version}`), { force: true });
}
