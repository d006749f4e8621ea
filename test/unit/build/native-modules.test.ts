import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nativeModulesIn, nativeProblems, targetOf } from '../../../build/native-modules.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-native-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function head(fill: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(512);
  fill(bytes);
  return bytes;
}
const elf = (machine: number): Buffer =>
  head((b) => {
    b.writeUInt32BE(0x7f454c46, 0);
    b.writeUInt16LE(machine, 18);
  });
const pe = (machine: number): Buffer =>
  head((b) => {
    b.write('MZ');
    b.writeUInt32LE(0x80, 0x3c);
    b.write('PE\0\0', 0x80, 'latin1');
    b.writeUInt16LE(machine, 0x84);
  });
const machO = (cpu: number): Buffer =>
  head((b) => {
    b.writeUInt32LE(0xfeedfacf, 0);
    b.writeUInt32LE(cpu, 4);
  });
const put = async (path: string, bytes: Buffer): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
};

test("a binary's head says what it was made for, whatever its name says", () => {
  expect([elf(62), elf(183), pe(0x8664), pe(0xaa64), machO(0x01000007), machO(0x0100000c)].map(targetOf)).toEqual([
    { platform: 'linux', arch: 'x64' },
    { platform: 'linux', arch: 'arm64' },
    { platform: 'win32', arch: 'x64' },
    { platform: 'win32', arch: 'arm64' },
    { platform: 'darwin', arch: 'x64' },
    { platform: 'darwin', arch: 'arm64' },
  ]);
  expect(
    [
      Buffer.alloc(0),
      Buffer.from('#!/bin/sh\n'),
      Buffer.alloc(4096),
      head((b) => {
        b.write('MZ');
        b.writeUInt32LE(0xfffffff0, 0x3c);
      }),
    ].map(targetOf),
  ).toEqual([null, null, null, null]);
});

test("a package with another machine's native module, or without one, is refused by name", async () => {
  await put('node_modules/better-sqlite3/prebuilds/linux-arm64.node', elf(183));
  await put('node_modules/keytar/prebuilds/linux-arm64/keytar.node', elf(62));
  const problems = nativeProblems(await nativeModulesIn(folder), { platform: 'linux', arch: 'arm64' });
  expect(problems).toEqual([
    expect.stringContaining('@node-rs/argon2-'),
    'node_modules/keytar/prebuilds/linux-arm64/keytar.node is for linux-x64, not linux-arm64',
  ]);

  await put('node_modules/keytar/prebuilds/linux-arm64/keytar.node', elf(183));
  await put('node_modules/@node-rs/argon2-linux-arm64-gnu/argon2.linux-arm64-gnu.node', elf(183));
  expect(nativeProblems(await nativeModulesIn(folder), { platform: 'linux', arch: 'arm64' })).toEqual([]);
  // One more of the same: packed twice.
  await put('node_modules/keytar/build/Release/keytar.node', elf(183));
  expect(nativeProblems(await nativeModulesIn(folder), { platform: 'linux', arch: 'arm64' })).toEqual([
    expect.stringMatching(/exactly one native module of keytar/),
  ]);
});
