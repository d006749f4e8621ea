import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { cacheDir, modulesDir, root } from './project.mjs';
import { testsOfList, testsOfPlaywright } from './rules.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

/**
 * Tests of both runners, none of them run.
 * @param {readonly string[]} [files] only these, from the project's root; every one without
 * @returns {Promise<import('./rules.mjs').NamedTest[]>}
 * @throws {Error} with what a runner said that could not list its tests
 */
export async function listTests(files) {
  const folder = join(cacheDir, 'list');
  mkdirSync(folder, { recursive: true });
  const [unit, e2e] = [join(folder, 'vitest.json'), join(folder, 'playwright.json')];
  const [units, specs] = [
    files?.filter((file) => file.endsWith('.test.ts')),
    files?.filter((file) => file.endsWith('.spec.ts')),
  ];
  if (units?.length !== 0)
    await list(unit, [join(modulesDir, 'vitest', 'vitest.mjs'), 'list', `--json=${unit}`, ...(units ?? [])]);
  if (specs?.length !== 0)
    await list(
      e2e,
      [join(modulesDir, '@playwright', 'test', 'cli.js'), 'test', '--list', '--reporter=json', ...(specs ?? [])],
      { PLAYWRIGHT_JSON_OUTPUT_FILE: e2e },
    );
  return [...(units?.length === 0 ? [] : testsOfList(unit)), ...(specs?.length === 0 ? [] : testsOfPlaywright(e2e))];
}

/**
 * @param {string} file where the list goes
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extra]
 */
async function list(file, args, extra = {}) {
  rmSync(file, { force: true });
  const { code, output } = await run(nodeToUse(), args, {
    cwd: root,
    env: toolEnvironment(extra),
    limitMs: 10 * 60_000,
  });
  if (code !== 0) throw new Error(output);
  readFileSync(file);
}
