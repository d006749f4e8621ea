import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Result of checking the pages of an encrypted file with a key, without SQLite, so that nothing can be written. */
export type PageVerdict =
  /** No such file, or an empty one. */
  | 'empty'
  /** First and last page open, and no page is cut short. */
  | 'opens'
  /** Right key, damaged file: at least one page opens and another does not. */
  | 'damaged'
  /** No checked page opens: another key, or not a file of ours. */
  | 'foreign';

export const pageBytes = 4096;
const saltBytes = 16;
/** Page 1 begins with the salt and 8 bytes of SQLite's header in the clear. */
const plainHeadBytes = 24;
const macBytes = 64;
const pagesToProbe = 64;
const pagesAtOnce = 64;

/**
 * Checks the first and the last page and, if the first does not open, pages spread over the file. The page format is
 * SQLCipher 4: HMAC-SHA512 over ciphertext, nonce and page number, under a key derived from the raw key and the salt in
 * the file.
 */
export async function checkPages(file: string, key: Buffer): Promise<PageVerdict> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return 'empty';
  try {
    const { size } = await handle.stat();
    if (size === 0) return 'empty';
    const pages = Math.floor(size / pageBytes);
    if (pages === 0) return 'foreign';
    const macKey = await macKeyOf(handle, key);
    if (await authentic(handle, macKey, 1))
      return size % pageBytes === 0 && (await authentic(handle, macKey, pages)) ? 'opens' : 'damaged';
    const step = Math.max(1, Math.floor(pages / pagesToProbe));
    for (let page = 2; page <= pages; page += step) if (await authentic(handle, macKey, page)) return 'damaged';
    return 'foreign';
  } finally {
    await handle.close();
  }
}

/**
 * Whether every page of a file opens with the key. Reads in slices, so that the event loop keeps running.
 * @throws the signal's reason when it is aborted
 */
export async function everyPageOpens(file: string, key: Buffer, signal?: AbortSignal): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0 || size % pageBytes !== 0) return false;
    const macKey = await macKeyOf(handle, key);
    const slice = Buffer.alloc(pageBytes * pagesAtOnce);
    for (let page = 1; page <= size / pageBytes; page += pagesAtOnce) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(slice, 0, slice.length, (page - 1) * pageBytes);
      for (let index = 0; index * pageBytes < bytesRead; index += 1) {
        if (!opens(slice.subarray(index * pageBytes, (index + 1) * pageBytes), macKey, page + index)) return false;
      }
    }
    return true;
  } finally {
    await handle.close();
  }
}

/** Authenticates the pages of a database that is streamed from its beginning, in chunks of any size. */
export class PagesInOrder {
  #rest: Buffer = Buffer.alloc(0);
  #page = 0;
  #macKey: Buffer | null = null;
  #damaged = 0;

  constructor(private readonly key: Buffer) {}

  /** Takes the next bytes. */
  take(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - (bytes.length % pageBytes);
    for (let at = 0; at < whole; at += pageBytes) {
      this.#page += 1;
      const page = bytes.subarray(at, at + pageBytes);
      this.#macKey ??= macKeyFrom(page.subarray(0, saltBytes), this.key);
      if (!opens(page, this.#macKey, this.#page)) this.#damaged += 1;
    }
    this.#rest = Buffer.from(bytes.subarray(whole));
  }

  /** Number of pages that do not open, including a page cut short; call after the last chunk. An empty stream is one. */
  damaged(): number {
    return this.#damaged + (this.#rest.length > 0 || this.#page === 0 ? 1 : 0);
  }
}

async function macKeyOf(handle: FileHandle, key: Buffer): Promise<Buffer> {
  const salt = Buffer.alloc(saltBytes);
  await handle.read(salt, 0, saltBytes, 0);
  return macKeyFrom(salt, key);
}

function macKeyFrom(salt: Buffer, key: Buffer): Buffer {
  return pbkdf2Sync(
    key,
    Buffer.from(salt).map((byte) => byte ^ 0x3a),
    2,
    32,
    'sha512',
  );
}

async function authentic(handle: FileHandle, macKey: Buffer, page: number): Promise<boolean> {
  const bytes = Buffer.alloc(pageBytes);
  await handle.read(bytes, 0, pageBytes, (page - 1) * pageBytes);
  return opens(bytes, macKey, page);
}

function opens(bytes: Buffer, macKey: Buffer, page: number): boolean {
  if (bytes.length !== pageBytes) return false;
  const number = Buffer.alloc(4);
  number.writeUInt32LE(page);
  const mac = createHmac('sha512', macKey)
    .update(bytes.subarray(page === 1 ? plainHeadBytes : 0, pageBytes - macBytes))
    .update(number)
    .digest();
  return timingSafeEqual(mac, bytes.subarray(pageBytes - macBytes));
}
