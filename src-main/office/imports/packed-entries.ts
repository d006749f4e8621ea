import { inflateRawSync } from 'node:zlib';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** An entry of a ZIP as its directory describes it. */
export interface PackedEntry {
  name: string;
  /** Bytes unpacked and packed, and where its own head begins. */
  size: number;
  packed: number;
  at: number;
  method: number;
  encrypted: boolean;
}

/** The directory of a ZIP says something else than what its entries hold. */
export class LyingDirectory extends Error {
  override readonly name = 'LyingDirectory';
}

const [directoryEnd, directoryEntry, entryHead] = [0x06054b50, 0x02014b50, 0x04034b50];
const [stored, deflated] = [0, 8];
/** Stands where a number of four bytes is too short: the real one is in the extra field of ZIP64. */
const elsewhere = 0xffff_ffff;

/** What a ZIP says that it holds; null: its directory is not there, the file was cut off. */
export function entriesOf(bytes: Uint8Array): PackedEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_600 && view.getUint32(end, true) !== directoryEnd) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== directoryEnd) return null;
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  const found: PackedEntry[] = [];
  const utf8 = new TextDecoder();
  for (let [at, n] = [start, 0]; n < count; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) return null;
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    if (at + 46 + nameLength + extra > bytes.length) return null;
    // What does not fit stands in the extra field, in this order.
    const wide = wideNumbers(view, at + 46 + nameLength, extra);
    const number = (offset: number): number => {
      const short = view.getUint32(at + offset, true);
      return short === elsewhere ? (wide.shift() ?? elsewhere) : short;
    };
    const [size, packed, head] = [number(24), number(20), number(42)];
    found.push({
      name: utf8.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      size,
      packed,
      at: head,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

/** Numbers of eight bytes in the field of ZIP64, as programs write it that do not know how long a file will be. */
function wideNumbers(view: DataView, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length;) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    at += 4;
    if (id === 1 && at + size <= from + length)
      return Array.from({ length: Math.floor(size / 8) }, (_, n) => Number(view.getBigUint64(at + n * 8, true)));
    at += size;
  }
  return [];
}

/**
 * Unpacks all entries, none further than the directory says: what is unpacked is never more than the sizes that {@link entriesOf} gave.
 * @throws LyingDirectory when an entry is longer or shorter than that; Error when it is damaged
 */
export function unpackedEntries(bytes: Uint8Array, entries: readonly PackedEntry[]): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = Object.create(null) as Record<string, Uint8Array>;
  for (const entry of entries) found[entry.name] = unpacked(bytes, entry);
  return found;
}

function unpacked(bytes: Uint8Array, { name, size, packed, at, method }: PackedEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== entryHead)
    throw new Error(`The head of ${name} is missing`);
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > bytes.length) throw new Error(`${name} was cut off`);
  const body = bytes.subarray(from, from + packed);
  if (method !== stored && method !== deflated) throw new Error(`${name} is packed in another way`);
  const whole = method === stored ? body : inflated(body, size);
  if (whole.length !== size) throw new LyingDirectory();
  return whole;
}

function inflated(body: Uint8Array, size: number): Uint8Array {
  try {
    // One byte more tells that there is more. An output of none at all cannot be asked for.
    return inflateRawSync(body, { maxOutputLength: size + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new LyingDirectory();
    throw error;
  }
}
