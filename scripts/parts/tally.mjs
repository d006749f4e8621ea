import { readFileSync } from 'node:fs';

/**
 * What one suite came to.
 * @typedef {{ passed: number, failed: number, skipped: string[], unsteady?: string[] }} Tally  `unsteady`: passed, but only when tried again
 */

/**
 * Result of a check that is one pass or one failure.
 * @param {boolean} good
 * @returns {Tally}
 */
export function single(good) {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: [] };
}

/**
 * A runner that ended badly without a failed test of its own (a crash, an unhandled error, no report) counts as one failure.
 * @param {Tally} tally
 * @param {number} code the runner's exit code
 * @returns {Tally}
 */
export function withCrash(tally, code) {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * Reads vitest's JSON report; a file that failed to load counts as one failure.
 * @param {string} file
 * @returns {Tally}
 */
export function tallyVitest(file) {
  /** @type {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: [] };
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') tally.failed += 1;
      else tally.skipped.push(test.fullName);
    }
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) tally.failed += 1;
  }
  return tally;
}

/**
 * @typedef {{ title: string, file?: string, suites?: PlaywrightSuite[], specs?: { title: string, tags?: string[], file?: string, tests: { status: string }[] }[] }} PlaywrightSuite
 */

/**
 * Reads Playwright's JSON report; errors outside of tests count as failures.
 * @param {string} file
 * @returns {Tally}
 */
export function tallyPlaywright(file) {
  /** @type {{ suites: PlaywrightSuite[], errors: unknown[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Tally} */
  const tally = { passed: 0, failed: report.errors.length, skipped: [] };
  /** @type {string[]} */
  const unsteady = [];
  const walk = (/** @type {PlaywrightSuite} */ suite, /** @type {string} */ path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') tally.passed += 1;
        else if (test.status === 'flaky') {
          tally.passed += 1;
          unsteady.push(`${path}${spec.title}`);
        }
        else if (test.status === 'skipped') tally.skipped.push(`${path}${spec.title}${(spec.tags ?? []).map((tag) => ` @${tag.replace(/^@/, '')}`).join('')}`);
        else tally.failed += 1;
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, `${path}${inner.title} › `);
  };
  for (const suite of report.suites) walk(suite, `${suite.title} › `);
  return { ...tally, unsteady };
}

/**
 * Only specs that need Electron's binary may be skipped; they say so by their tag.
 * @param {string} name as a tally has it
 * @returns {boolean}
 */
export function maySkip(name) {
  return /@electron\b/.test(name);
}

/**
 * Last lines of a test run: which tests were skipped, what must not be, and the sum.
 * @param {{ name: string, tally: Tally }[]} results
 * @returns {{ lines: string[], failed: number }}
 */
export function summary(results) {
  const passed = results.reduce((sum, { tally }) => sum + tally.passed, 0);
  let failed = results.reduce((sum, { tally }) => sum + tally.failed, 0);
  const skipped = results.flatMap(({ tally }) => tally.skipped);
  const lines = results.filter(({ tally }) => tally.failed > 0).map(({ name, tally }) => `未通过：${name}（${tally.failed} 项）`);
  for (const { tally } of results) lines.push(...(tally.unsteady ?? []).map((name) => `第二次才通过：${name}`));
  for (const name of skipped) {
    if (maySkip(name)) {
      lines.push(`已跳过（需要 Electron）：${name}`);
    } else {
      // Counted as failed too: a silent skip would look like a pass.
      failed += 1;
      lines.push(`不许跳过：${name}`);
    }
  }
  lines.push(`${passed} passed, ${failed} failed, ${skipped.filter(maySkip).length} skipped`);
  return { lines, failed };
}
