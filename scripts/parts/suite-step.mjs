import { join } from 'node:path';
import { say, Stop } from './main.mjs';
import { cacheDir, modulesDir } from './project.mjs';
import { single } from './tally.mjs';

/** Where the runners leave what they found. */
export const reports = join(cacheDir, 'test');
/** A program of the installed packages. */
export const tool = (/** @type {string[]} */ ...path) => join(modulesDir, ...path);
/** Where the specs run: Playwright's project of the same name. */
export const hosts = /** @type {const} */ ([
  { project: 'chromium', name: '浏览器' },
  { project: 'desktop', name: '桌面程序' },
  { project: 'packaged', name: '打包后的程序' },
]);
export const reportOf = (/** @type {string} */ project) => join(reports, `playwright-${project}.json`);

/**
 * Runs one step under its heading, with its time; whatever it throws counts as one failure.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {string} name
 * @param {() => Promise<import('./tally.mjs').Tally>} body
 * @returns {Promise<boolean>} whether nothing failed
 */
export async function step(results, name, body) {
  const started = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  let tally;
  try {
    tally = await body();
  } catch (error) {
    say(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
    tally = single(false);
  }
  results.push({ name, tally });
  report(tally, Date.now() - started);
  return tally.failed === 0;
}

/**
 * @param {import('./tally.mjs').Tally} tally
 * @param {number} ms
 */
export function report(tally, ms) {
  process.stdout.write(`${tally.failed === 0 ? '通过' : '未通过'}，用时 ${(ms / 1000).toFixed(1)} 秒\n`);
}
