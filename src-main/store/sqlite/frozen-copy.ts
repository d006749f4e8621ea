import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Progress of a copy, in bytes. */
export interface CopyProgress {
  done: number;
  total: number;
}

export interface CopyOptions {
  signal?: AbortSignal;
  onProgress?: (progress: CopyProgress) => void;
}

/** Receives the bytes of a database file in order. */
export type ByteSink = (chunk: Buffer) => Promise<void>;

const chunkBytes = 1 << 20;

/**
 * Streams a file that does not change meanwhile (see `Store.copyTo`) into `sink`; one chunk in memory at a time.
 * @returns length and SHA-256 of the read data
 * @throws the signal's reason when aborted; Error if the file changed during the read
 */
export async function streamFrozen(
  source: FileHandle,
  sink: ByteSink,
  options: CopyOptions,
): Promise<{ bytes: number; sha256: Buffer }> {
  const before = await source.stat({ bigint: true });
  const total = Number(before.size);
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(chunkBytes);
  for (let done = 0; done < total;) {
    options.signal?.throwIfAborted();
    const { bytesRead } = await source.read(chunk, 0, Math.min(chunkBytes, total - done), done);
    if (bytesRead === 0) throw new Error('The database file became shorter while it was copied');
    const part = chunk.subarray(0, bytesRead);
    hash.update(part);
    await sink(part);
    done += bytesRead;
    options.onProgress?.({ done, total });
  }
  const after = await source.stat({ bigint: true });
  // The open reader keeps the log out of the file. If that ever fails, a torn copy must not count as a backup.
  if (after.size !== before.size || after.mtimeNs !== before.mtimeNs)
    throw new Error('The database file changed while it was copied');
  return { bytes: total, sha256: hash.digest() };
}

/** A sink that appends to a file handle. */
export function sinkTo(handle: FileHandle): ByteSink {
  return async (chunk) => {
    for (let written = 0; written < chunk.length;) written += (await handle.write(chunk, written)).bytesWritten;
  };
}
