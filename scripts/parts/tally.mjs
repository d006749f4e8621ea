import { readFileSync } from 'node:fs';

/**
 * What one suite came to.
 * @typedef {{ passed: number, failed: number, skipped: string[], unsteady?: string[], withoutElectron?: number }} Tally
 *   `unsteady`: passed, but only when tried again; `withoutElectron`: so many tests were left out because this machine has no Electron
 */

/** @typedef {{ name: string, ms: number }} Timed  one test and how long it took, all tries together */

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
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'))
      tally.failed += 1;
  }
  return tally;
}

/**
 * @typedef {{ status: string, results?: { duration: number }[] }} PlaywrightTest
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, file?: string, suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite
 */

/**
 * Tests of a Playwright JSON report, or of its list, each with its groups in front: `start.spec.ts › window › opens`.
 * @param {string} file
 * @returns {{ name: string, test: PlaywrightTest }[]}
 */
function playwrightTests(file) {
  /** @type {{ suites: PlaywrightSuite[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const walk = (/** @type {PlaywrightSuite} */ suite, /** @type {string} */ path) => {
    /** @type {{ name: string, test: PlaywrightTest }[]} */
    const found = (suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({ name: `${path}${spec.title}`, test })),
    );
    for (const inner of suite.suites ?? []) found.push(...walk(inner, `${path}${inner.title} › `));
    return found;
  };
  return report.suites.flatMap((suite) => walk(suite, `${suite.title} › `));
}

/**
 * Reads Playwright's JSON report; errors outside of tests count as failures.
 * @param {string} file
 * @returns {Tally}
 */
export function tallyPlaywright(file) {
  /** @type {{ errors: unknown[] }} */
  const { errors } = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Tally} */
  const tally = { passed: 0, failed: errors.length, skipped: [] };
  /** @type {string[]} */
  const unsteady = [];
  for (const { name, test } of playwrightTests(file)) {
    if (test.status === 'skipped') tally.skipped.push(name);
    else if (test.status === 'expected' || test.status === 'flaky') tally.passed += 1;
    else tally.failed += 1;
    if (test.status === 'flaky') unsteady.push(name);
  }
  return { ...tally, unsteady };
}

/**
 * What a suite comes to that cannot run without Electron, from Playwright's list of its tests; a list with errors counts as failed.
 * @param {string} file
 * @returns {Tally}
 */
export function tallyWithoutElectron(file) {
  /** @type {{ errors: unknown[] }} */
  const { errors } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: 0, failed: errors.length, skipped: [], withoutElectron: playwrightTests(file).length };
}

/**
 * @param {string} file a vitest JSON report
 * @returns {Timed[]}
 */
export function timesOfVitest(file) {
  /** @type {{ testResults: { assertionResults: { fullName: string, duration?: number | null }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return report.testResults.flatMap((suite) =>
    suite.assertionResults.map((test) => ({ name: test.fullName, ms: test.duration ?? 0 })),
  );
}

/**
 * @param {string} file a Playwright JSON report
 * @param {string} host said in front of each name, because one spec runs on both
 * @returns {Timed[]}
 */
export function timesOfPlaywright(file, host) {
  return playwrightTests(file).map(({ name, test }) => ({
    name: `[${host}] ${name}`,
    ms: (test.results ?? []).reduce((sum, one) => sum + one.duration, 0),
  }));
}

/**
 * The slowest tests of a run, slowest first, as lines.
 * @param {readonly Timed[]} times
 * @param {number} [count]
 * @returns {string[]}
 */
export function slowest(times, count = 10) {
  const first = times.toSorted((one, other) => other.ms - one.ms).slice(0, count);
  return first.length === 0
    ? []
    : ['用时最长的测试：', ...first.map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} 秒  ${name}`)];
}

/**
 * Last lines of a test run: which suites were left out for want of Electron, what must not be skipped, and the sum.
 * @param {{ name: string, tally: Tally }[]} results
 * @returns {{ lines: string[], failed: number }}
 */
export function summary(results) {
  const sum = (/** @type {(tally: Tally) => number} */ of) =>
    results.reduce((total, { tally }) => total + of(tally), 0);
  const skipped = results.flatMap(({ tally }) => tally.skipped);
  // Counted as failed too: a silent skip would look like a pass.
  const failed = sum((tally) => tally.failed) + skipped.length;
  const left = results.filter(({ tally }) => tally.withoutElectron !== undefined);
  const lines = results
    .filter(({ tally }) => tally.failed > 0)
    .map(({ name, tally }) => `未通过：${name}（${tally.failed} 项）`);
  for (const { tally } of results) lines.push(...(tally.unsteady ?? []).map((name) => `第二次才通过：${name}`));
  lines.push(...left.map(({ name, tally }) => `已跳过（本机没有 Electron）：${name}，共 ${tally.withoutElectron} 项`));
  lines.push(...skipped.map((name) => `不许跳过：${name}`));
  lines.push(
    `${sum((tally) => tally.passed)} passed, ${failed} failed, ${sum((tally) => tally.withoutElectron ?? 0)} skipped`,
  );
  return { lines, failed };
}
