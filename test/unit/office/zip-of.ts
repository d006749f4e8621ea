import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** What is packed here, or what is packed already. */
  body?: Buffer;
  packed?: Buffer;
  /** What the directory says of its size. */
  size: number;
  /** Lies where the part before it lies. */
  same?: boolean;
}

/** Megabytes of zeros, packed to about a thousandth; nobody holds them whole. */
export async function packedZeros(megabytes: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 9 });
  const some = Buffer.alloc(1024 * 1024);
  const feed = async (): Promise<void> => {
    for (let n = 0; n < megabytes; n += 1)
      if (!deflate.write(some)) await new Promise((resolve) => deflate.once('drain', resolve));
    deflate.end();
  };
  const [packed] = await Promise.all([deflate.toArray() as Promise<Buffer[]>, feed()]);
  return Buffer.concat(packed);
}

/** A ZIP that says of its entries what it is given. @param wide numbers in the field of ZIP64, as streaming programs write them */
export function zipOf(entries: readonly ZipEntry[], wide = false): Buffer {
  const [bodies, directory] = [[] as Buffer[], [] as Buffer[]];
  let [at, last] = [0, 0];
  for (const { name, body, packed = deflateRawSync(body ?? Buffer.alloc(0)), size, same } of entries) {
    const title = Buffer.from(name);
    if (same !== true || last === 0) {
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(8, 8);
      head.writeUInt16LE(title.length, 26);
      bodies.push(head, title, packed);
      last = at;
      at += head.length + title.length + packed.length;
    }
    const extra = Buffer.alloc(wide ? 28 : 0);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(body ? crc32(body) : 0, 16);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    if (wide) {
      for (const offset of [20, 24, 42]) entry.writeUInt32LE(0xffff_ffff, offset);
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      [size, packed.length, last].forEach((number, n) => extra.writeBigUInt64LE(BigInt(number), 4 + n * 8));
    } else {
      entry.writeUInt32LE(packed.length, 20);
      entry.writeUInt32LE(size, 24);
      entry.writeUInt32LE(last, 42);
    }
    directory.push(entry, title, extra);
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listing, end]);
}

/** Where the entries of a ZIP's directory begin. */
export function directoryOf(bytes: Buffer): number[] {
  const mark = Buffer.from('PK\u0001\u0002', 'latin1');
  const found: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 4)) found.push(at);
  return found;
}
