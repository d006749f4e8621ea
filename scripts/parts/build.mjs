import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { keepLog, noSpace, say, Stop } from './main.mjs';
import { hostEntry, modulesDir, outDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

const stampFile = join(outDir, '.built-from');
/** All that a build reads. */
const inputs = [
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'docs/manual',
  'build',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];
const outputs = [
  hostEntry,
  join(outDir, 'main', 'electron.js'),
  join(outDir, 'preload', 'index.cjs'),
  join(outDir, 'renderer', 'index.html'),
];

/**
 * Content hash of all that a build reads.
 * @returns {string} hex
 */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const input of inputs) addTo(hash, input);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path relative to the project
 */
function addTo(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  /** @type {string[]} */
  let names;
  try {
    names = readdirSync(full).sort();
  } catch {
    hash.update(`${path}\0`).update(createHash('sha256').update(readFileSync(full)).digest());
    return;
  }
  for (const name of names) addTo(hash, `${path}/${name}`);
}

/**
 * Whether `out/` was built from what now lies in the sources.
 * @returns {boolean}
 */
export function isBuilt() {
  return (
    existsSync(stampFile) &&
    outputs.every((file) => existsSync(file)) &&
    readFileSync(stampFile, 'utf8') === sourceHash()
  );
}

/**
 * Builds all three layers. Call it alone (lock.mjs).
 * @throws {Stop} no space, or the bundler failed
 */
export async function build() {
  const started = Date.now();
  say('正在构建……');
  const from = sourceHash();
  rmSync(stampFile, { force: true });
  const result = await run(nodeToUse(), [join(modulesDir, 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    env: toolEnvironment(),
    limitMs: 10 * 60_000,
  });
  if (result.code !== 0 || !outputs.every((file) => existsSync(file))) {
    const log = keepLog('build', result.output);
    throw new Stop(
      /ENOSPC|no space left on device/i.test(result.output)
        ? noSpace
        : `构建失败，详情记在 ${log}，请按其中的提示修改后再试。`,
    );
  }
  writeFileSync(stampFile, from);
  say(`构建完成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒。`);
}
