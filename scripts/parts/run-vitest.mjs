import { join } from 'node:path';
import { runProgram } from './child.mjs';
import { prepare } from './prepare.mjs';
import { modulesDir } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

/**
 * `npm run test:watch`: vitest as it is, on the project's own Node, without a build. Tests that need one say so.
 * @param {string[]} argv vitest's own arguments: `run` for once, files
 * @returns {Promise<number>} exit code
 */
export async function runVitest(argv) {
  await prepare({ installOnly: true });
  return runProgram(nodeToUse(), [join(modulesDir, 'vitest', 'vitest.mjs'), ...argv], { env: toolEnvironment() });
}
