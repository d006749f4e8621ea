import { join } from 'node:path';
import { run } from './child.mjs';
import { prepare } from './prepare.mjs';
import { modulesDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

/**
 * `npm run package`: builds, then packs for this machine's system and processor. Whatever is written after `--` is electron-builder's
 * (`--dir`: unpacked, no installer).
 * @param {string[]} argv
 * @returns {Promise<number>} electron-builder's exit code
 */
export async function runPackage(argv) {
  await prepare();
  const args = [
    join(modulesDir, 'electron-builder', 'cli.js'),
    '--config',
    join(root, 'electron-builder.config.ts'),
    '--publish',
    'never',
    ...argv,
  ];
  const result = await run(nodeToUse(), args, { cwd: root, env: toolEnvironment(), show: true, limitMs: 30 * 60_000 });
  return result.code;
}
