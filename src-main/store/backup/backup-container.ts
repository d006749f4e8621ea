import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '@contract/refusal.ts';
import { deriveKey } from '../../keys/derive.ts';
import { passphraseWrappedSchema } from '../../keys/passphrase.ts';
import type { ByteSink, CopyOptions } from '../sqlite/frozen-copy.ts';

/**
 * One backup file: magic (8 bytes), length of the head (4 bytes, big endian), head (JSON), the encrypted database
 * unchanged, SHA-256 of everything before it (32), HMAC of that hash under a key derived from the database key (32).
 * The hash shows a damaged file before any secret is asked for. The HMAC shows that nobody combined the database with
 * another head.
 */
const magic = Buffer.from('ADESKBK1');
const headAtMost = 65_536;
const footBytes = 64;
const chunkBytes = 1 << 20;

const headSchema = z.object({
  format: z.literal('agency-desk-backup'),
  version: z.literal(1),
  storeId: z.uuid(),
  createdAt: z.iso.datetime(),
  agencyName: z.string().max(200),
  programVersion: z.string().max(40),
  /** Number of the last migration. */
  schemaVersion: z.number().int().nonnegative(),
  /** Check value of the database key, and the key as the key file wraps it; never plain. */
  check: z.base64(),
  recovery: z.object({ sealed: z.base64() }).nullable(),
  wrapped: z.nullable(passphraseWrappedSchema),
});
/** The head of a backup. It has no secret, but its wrapped keys must not be shown on a screen. */
export type BackupHead = z.infer<typeof headSchema>;

/** Writes a container; the caller makes the file durable (sync, rename). @param content streams the database into the given sink */
export async function writeContainer(
  handle: FileHandle,
  head: BackupHead,
  key: Buffer,
  content: (sink: ByteSink) => Promise<unknown>,
): Promise<void> {
  const hash = createHash('sha256');
  const put: ByteSink = async (chunk) => {
    hash.update(chunk);
    await handle.appendFile(chunk);
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  await put(Buffer.concat([magic, length, json]));
  await content(put);
  const digest = hash.digest();
  await handle.appendFile(Buffer.concat([digest, markOf(digest, key, head.storeId)]));
}

/**
 * Reads a whole container, and streams the database into `sink` if one is given.
 * @returns its head, and a check whether a key made its HMAC
 * @throws Refusal BACKUP_UNREADABLE (not a backup, damaged, cut short), STORE_FROM_FUTURE; the signal's reason
 */
export async function readContainer(
  file: string,
  sink: ByteSink | null,
  options: CopyOptions = {},
): Promise<{ head: BackupHead; isMarkedBy: (key: Buffer) => boolean }> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? unreadable('找不到备份文件，请重新选择。') : error;
  });
  try {
    const { size } = await handle.stat();
    const { head, bytes } = await readHead(handle, size);
    const hash = createHash('sha256').update(bytes);
    const end = size - footBytes;
    for (let at = bytes.length; at < end;) {
      options.signal?.throwIfAborted();
      const chunk = await exactly(handle, at, Math.min(chunkBytes, end - at));
      hash.update(chunk);
      await sink?.(chunk);
      at += chunk.length;
      options.onProgress?.({ done: at, total: end });
    }
    const foot = await exactly(handle, end, footBytes);
    const digest = hash.digest();
    if (!digest.equals(foot.subarray(0, 32))) throw unreadable('备份文件已损坏或不完整，请换一个备份。');
    return { head, isMarkedBy: (key) => timingSafeEqual(foot.subarray(32), markOf(digest, key, head.storeId)) };
  } finally {
    await handle.close();
  }
}

/** The refusal of a file that is not a usable backup. */
export function unreadable(message: string): Refusal {
  return new Refusal('BACKUP_UNREADABLE', message, { link: 'input', whoCanMend: '机构管理员' });
}

async function readHead(handle: FileHandle, size: number): Promise<{ head: BackupHead; bytes: Buffer }> {
  const notOurs = (): Refusal => unreadable('这不是工作台的备份文件，请重新选择。');
  if (size < magic.length + 4 + footBytes) throw notOurs();
  const start = await exactly(handle, 0, magic.length + 4);
  if (!start.subarray(0, magic.length).equals(magic)) throw notOurs();
  const length = start.readUInt32BE(magic.length);
  if (length > headAtMost || start.length + length + footBytes > size)
    throw unreadable('备份文件已损坏或不完整，请换一个备份。');
  const json = await exactly(handle, start.length, length);
  const content = parseJson(json.toString('utf8'));
  const known = headSchema.safeParse(content);
  if (known.success) return { head: known.data, bytes: Buffer.concat([start, json]) };
  if (z.object({ version: z.number().int().min(2) }).safeParse(content).success) {
    throw new Refusal('STORE_FROM_FUTURE', '备份由更新版本的程序写成，请先升级程序再恢复。', {
      link: 'desk',
      whoCanMend: '本机用户',
    });
  }
  throw unreadable('备份文件已损坏或不完整，请换一个备份。');
}

async function exactly(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead !== length) throw unreadable('备份文件已损坏或不完整，请换一个备份。');
  return buffer;
}

function markOf(digest: Buffer, key: Buffer, storeId: string): Buffer {
  return createHmac('sha256', deriveKey(key, 'desk/backup', Buffer.from(storeId)))
    .update(digest)
    .digest();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
