import { gunzipSync } from 'node:zlib';
import kdbxweb from 'kdbxweb';
import { keepassLimits, UnopenedFile } from './keepass-limits.ts';

/* Runs in a worker of its own (table-worker.ts): imports nothing of the program. */

const { Consts, HashedBlockTransform, Kdbx, KdbxFormat } = kdbxweb;
type Database = InstanceType<typeof Kdbx>;
type Decrypt = (data: ArrayBuffer, key: ArrayBuffer) => Promise<ArrayBuffer>;

/**
 * Opens a file as `Kdbx.load` does, and looks between decrypting and unpacking how much there is to unpack: the library unpacks whatever a file holds, and takes the
 * file's word for how long that will be. @throws UnopenedFile when it is too much; what the library throws
 */
export function loadBounded(
  bytes: ArrayBuffer,
  credentials: InstanceType<typeof kdbxweb.Credentials>,
): Promise<Database> {
  const kdbx = new Kdbx();
  kdbx.credentials = credentials;
  const format = new KdbxFormat(kdbx);
  const decrypt = (Reflect.get(format, 'decryptData') as Decrypt).bind(format);
  const bounded: Decrypt = async (data, key) => {
    const plain = await decrypt(data, key);
    const { header, versionMajor } = kdbx;
    const body = versionMajor === 3 ? await blocksOf(plain, header.streamStartBytes?.byteLength ?? 0) : plain;
    // A wrong key of a version 3 file yields no blocks: the library says so.
    if (body !== null) check(new Uint8Array(body), header.compression === Consts.CompressionAlgorithm.GZip);
    return plain;
  };
  // The library has no hook there; a version without this method would be noticed by the tests of bounds.
  Reflect.set(format, 'decryptData', bounded);
  return format.load(bytes);
}

/** What version 3 packs into blocks behind its first bytes; null: there are none. */
async function blocksOf(plain: ArrayBuffer, start: number): Promise<ArrayBuffer | null> {
  try {
    return await HashedBlockTransform.decrypt(plain.slice(start));
  } catch {
    return null;
  }
}

/** The whole, and what is packed once more within it. */
function check(body: Uint8Array, packed: boolean): void {
  const whole = packed ? unpacked(body, keepassLimits.unpacked) : body;
  let left = keepassLimits.unpacked - whole.length;
  const text = new TextDecoder('latin1').decode(whole);
  // An attribute with anything but a plain no counts as yes; a text that is put together in another way than KeePass does is not looked into, but refused.
  for (const [, , said = '', content = ''] of text.matchAll(
    /\bCompressed\s*=\s*(["'])([^"'>]*)\1[^>]*>([\s\S]*?)<\//gu,
  )) {
    if (/^false$/iu.test(said) || content === '') continue;
    if (/[<&]/u.test(content)) throw new Error('Packed content in an unknown form');
    left -= unpacked(Buffer.from(content, 'base64'), left).length;
  }
}

/** @throws UnopenedFile when it is more than `most` bytes */
function unpacked(bytes: Uint8Array, most: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
    const limit = Math.round(keepassLimits.unpacked / 1024 / 1024);
    throw new UnopenedFile(
      `这个密码库解压后超过${limit} MB，超过本程序的限度，没有打开。请在 KeePass 或 KeePassXC 里删去附件和历史记录，或分成几个密码库，另存后再选择`,
      'source',
    );
  }
}
