import { open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** System and processor that a binary was made for. */
export interface BinaryTarget {
  platform: 'linux' | 'win32' | 'darwin';
  arch: string;
}

const elf: Record<number, string> = { 62: 'x64', 183: 'arm64', 40: 'arm', 3: 'ia32' };
const pe: Record<number, string> = { 0x8664: 'x64', 0xaa64: 'arm64', 0x014c: 'ia32' };
const machO: Record<number, string> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };

/** Reads from the head of a binary what it was made for, whatever its name says; null: it is none that is known. */
export function targetOf(head: Buffer): BinaryTarget | null {
  if (head.length < 0x40) return null;
  if (head.readUInt32BE(0) === 0x7f454c46) return { platform: 'linux', arch: elf[head.readUInt16LE(18)] ?? 'unknown' };
  if (head.readUInt32LE(0) === 0xfeedfacf)
    return { platform: 'darwin', arch: machO[head.readUInt32LE(4)] ?? 'unknown' };
  const at = head.readUInt32LE(0x3c);
  if (head.readUInt16BE(0) === 0x4d5a && at + 6 <= head.length && head.readUInt32BE(at) === 0x50450000)
    return { platform: 'win32', arch: pe[head.readUInt16LE(at + 4)] ?? 'unknown' };
  return null;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Native modules below a folder, with what each was made for. Throws when the folder cannot be read. */
export async function nativeModulesIn(folder: string): Promise<{ path: string; target: BinaryTarget | null }[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.node'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    names.map(async (path) => ({
      path: relative(folder, path).replaceAll('\\', '/'),
      target: targetOf(await headOf(path)),
    })),
  );
}

/** Packages that hold one native module each in every package of ours. */
export const nativePackages = ['better-sqlite3', 'keytar', '@node-rs/argon2-'] as const;

/** What is wrong with the native modules of a package for this target, a line each. */
export function nativeProblems(found: Awaited<ReturnType<typeof nativeModulesIn>>, target: BinaryTarget): string[] {
  const missing = nativePackages.filter(
    (name) => found.filter(({ path }) => path.includes(`node_modules/${name}`)).length !== 1,
  );
  const wrong = found.filter(
    (module) => module.target?.platform !== target.platform || module.target.arch !== target.arch,
  );
  return [
    ...missing.map(
      (name) =>
        `not exactly one native module of ${name}: install the packages on a machine of the target's kind (${target.platform}-${target.arch})`,
    ),
    ...wrong.map(
      ({ path, target: is }) =>
        `${path} is for ${is === null ? 'no known system' : `${is.platform}-${is.arch}`}, not ${target.platform}-${target.arch}`,
    ),
  ];
}
