import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { Refusal } from '@contract/refusal.ts';
import { writeFileAtomically, writeNewFileAtomically } from './atomic-file.ts';
import { deriveKey } from './derive.ts';
import { passphraseWrappedSchema } from './passphrase.ts';

/** Where the database key is kept; recorded when the key is stored there, never guessed. */
export const keyBackends = ['keychain', 'passphrase', 'world'] as const;
export type KeyBackend = (typeof keyBackends)[number];

/**
 * The key file beside the database. It holds the database key only wrapped, never plain.
 * Format 1: `check` shows whether a key belongs to this store; `wrapped` exists for the backends passphrase and world;
 * `recovery` is the key wrapped for the printed recovery key (a training world has none).
 */
const keyFileSchema = z.object({
  format: z.literal('agency-desk-key'),
  version: z.literal(1),
  storeId: z.uuid(),
  createdAt: z.iso.datetime(),
  backend: z.enum(keyBackends),
  check: z.base64(),
  wrapped: z.nullable(passphraseWrappedSchema),
  recovery: z.nullable(z.object({ sealed: z.base64(), createdAt: z.iso.datetime() })),
});
export type KeyFile = z.infer<typeof keyFileSchema>;

/**
 * @returns null if there is no key file
 * @throws Refusal STORE_FROM_FUTURE for a later format, STORE_DAMAGED for any other file that is not a key file;
 * nothing is overwritten
 */
export async function readKeyFile(file: string): Promise<KeyFile | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const content = parseJson(text);
  const known = keyFileSchema.safeParse(content);
  if (known.success) return known.data;
  const head = z
    .object({ format: z.literal('agency-desk-key'), version: z.int().check(z.minimum(2)) })
    .safeParse(content);
  if (head.success) {
    throw new Refusal(
      'STORE_FROM_FUTURE',
      '密钥文件由更新版本的程序写成，本版本不能读取，也没有改动它。请先升级程序。',
      { link: 'desk', whoCanMend: '本机用户' },
    );
  }
  throw new Refusal('STORE_DAMAGED', '密钥文件已损坏，程序没有改动它。请用备份和打印的恢复密钥恢复。', {
    link: 'desk',
    whoCanMend: '机构管理员',
  });
}

/**
 * Writes the key file completely or not at all.
 * @param how `new`: there must be none yet
 * @throws the file system's error; Refusal CONFLICT if `new` finds an existing file, which is then unchanged
 */
export async function writeKeyFile(file: string, content: KeyFile, how: 'new' | 'replace'): Promise<void> {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (how === 'replace') return writeFileAtomically(file, text);
  await writeNewFileAtomically(file, text).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? keyFileIsThere() : error;
  });
}

/** A store exists already; a new one never overwrites it. */
export function keyFileIsThere(): Refusal {
  return new Refusal('CONFLICT', '这个数据文件夹里已有一份数据，程序没有改动它。请打开它，或换一个文件夹。', {
    link: 'state',
  });
}

/** Identifies a store's key without revealing it. 16 bytes, base64. */
export function keyCheckOf(key: Buffer, storeId: string): string {
  return deriveKey(key, 'desk/key-check', Buffer.from(storeId)).subarray(0, 16).toString('base64');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
