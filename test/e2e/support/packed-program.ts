import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { test as base } from '@playwright/test';
import { startProgram, projectRoot } from './program.ts';

/** An unpacked package as users get it, and a copy that a test runner can attach to. */
export interface PackedProgram {
  /** Folder that electron-builder made; nothing in it was changed afterwards. */
  folder: string;
  /** Binary of the copy whose inspect fuse is on: its only difference in our own files, but for what stands at {@link packProgram}. */
  testBinary: string;
}

/** Unpacked Electron to pack with, or null: then the specs of the package are skipped by name. */
export function electronToPack(): string | null {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const folders = given === '' ? [join(projectRoot, 'node_modules/electron/dist')] : [join(given, 'inner'), given];
  return folders.find((folder) => existsSync(join(folder, 'resources.pak'))) ?? null;
}

/** Where packages lie; kept from run to run while nothing changes that they are made of. */
const cache = join(projectRoot, '.cache/packaged');

async function stampOf(electron: string): Promise<string> {
  const hash = createHash('sha256').update(electron);
  for (const file of ['out/.built-from', 'electron-builder.config.ts', 'build/shipped.ts', 'package-lock.json'])
    hash.update(await readFile(join(projectRoot, file)));
  return hash.digest('hex');
}

/**
 * Packs the built program once (`npm run package -- --dir`) and makes the copy for tests. Throws with electron-builder's words when it fails.
 *
 * A stand-in for the official Electron (see its own notes) brings a start program of its own and an older Node-API. In the copy, and only there, both are
 * put right: the start program goes, and better-sqlite3 built for that Node-API takes the place of the shipped one.
 */
export async function packProgram(electron: string): Promise<PackedProgram> {
  const folder = join(cache, 'linux-unpacked');
  const copy = join(cache, 'attachable');
  const program = { folder, testBinary: join(copy, 'agency-desk') };
  const stamp = await stampOf(electron);
  const stampFile = join(cache, 'stamp');
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return program;
  await rm(cache, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  const packing = startProgram('scripts/package.mjs', ['--dir', `-c.directories.output=${cache}`], {
    DESK_ELECTRON_DIST: electron,
  });
  if ((await packing.ended(240_000)) !== 0) throw new Error(`packing failed: ${packing.stdout()}${packing.stderr()}`);

  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  await flipFuses(program.testBinary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const standIn = join(copy, 'resources/app');
  const olderModule = join(standIn, 'better_sqlite3.node');
  if (existsSync(olderModule)) {
    const shipped = join(
      copy,
      'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds',
      `linux-${process.arch}.node`,
    );
    // Renamed over: the file that is being replaced must be there.
    await copyFile(olderModule, `${shipped}.new`);
    await chmod(`${shipped}.new`, 0o644);
    await rename(`${shipped}.new`, shipped);
  }
  for (const name of ['app', 'app-update.yml'])
    await rm(join(copy, 'resources', name), { recursive: true, force: true });
  await writeFile(stampFile, stamp);
  return program;
}

/** `test` with the package, made once a worker. */
export const test = base.extend<object, { packed: PackedProgram }>({
  packed: [
    async ({}, use) => {
      const electron = electronToPack();
      if (electron === null) throw new Error('no Electron to pack with');
      await use(await packProgram(electron));
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

export { expect } from '@playwright/test';
