import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './main.mjs';
import { checkRules } from './rules-page.mjs';
import { testsOfPlaywright, testsOfVitest } from './rules.mjs';
import { hosts, reportOf, reports } from './suite-step.mjs';
import { timesOfPlaywright, timesOfVitest } from './tally.mjs';

/** How long each test of this run took. */
export function timesShown() {
  const of = (/** @type {string} */ file, /** @type {(file: string) => import('./tally.mjs').Timed[]} */ read) =>
    existsSync(file) ? read(file) : [];
  return [
    ...['vitest', 'vitest-keychain'].flatMap((name) => of(join(reports, `${name}.json`), timesOfVitest)),
    ...hosts.flatMap(({ project, name }) => of(reportOf(project), (file) => timesOfPlaywright(file, name))),
  ];
}

/** Every rule has a passing test in the reports of this run, and docs/rules.md says which. */
export function rulesShown() {
  const of = (/** @type {string} */ name, /** @type {(file: string) => import('./rules.mjs').NamedTest[]} */ read) => {
    const file = join(reports, `${name}.json`);
    return existsSync(file) ? read(file) : [];
  };
  const tests = [
    ...of('vitest', testsOfVitest),
    ...of('vitest-keychain', testsOfVitest),
    ...hosts.flatMap(({ project }) => of(`playwright-${project}`, testsOfPlaywright)),
  ];
  const { lines, failed } = checkRules(tests);
  for (const line of lines) say(line);
  return { passed: failed === 0 ? 1 : 0, failed, skipped: [] };
}
