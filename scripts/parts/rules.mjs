import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './project.mjs';

/** @typedef {{ file: string, titles: string[], passed: boolean }} NamedTest  `file` from the project's root; `titles`: those of its groups, then its own */
/** @typedef {Record<string, string>} Rules  number to title, in the order of the documents */

/** The law: one file a letter. */
const rulesFolder = join(root, 'docs', 'rules');

/**
 * The rules as their texts name them: a heading `## A1` in `A.md`, then a bold line that is its title. A letter that gets a file is known from then on.
 * @param {string} [folder] of the texts
 * @returns {Rules}
 * @throws {Error} where a heading is no rule of its file's letter, out of turn, or without a title
 */
export function readRules(folder = rulesFolder) {
  /** @type {Rules} */
  const rules = {};
  for (const file of readdirSync(folder)
    .filter((name) => /^[A-Z]\.md$/u.test(name))
    .toSorted()) {
    const headings = [...readFileSync(join(folder, file), 'utf8').matchAll(/^## (.*)\r?\n(?:\*\*(.+)\.\*\*)?/gmu)];
    for (const [index, [, heading = '', title]] of headings.entries()) {
      const rule = `${file[0]}${index + 1}`;
      if (heading !== rule || title === undefined)
        throw new Error(`docs/rules/${file}: expected "## ${rule}" and a bold line below it, found "## ${heading}"`);
      rules[rule] = title;
    }
  }
  return rules;
}

/** A list of rule numbers: `E4`, `B1, B4`, `K1 to K3`. */
const number = String.raw`[A-Z]\d{1,2}`;
const list = String.raw`${number}(?:(?:, | and | to |、)${number})*`;
/** Rules that a title begins with, or that it names in brackets. */
const named = new RegExp(String.raw`^(${list})(?![\w.])|\((${list})\)`, 'gu');

/**
 * Rules that one title names: at its beginning (`E4: …`, `B1, B4: …`) or in brackets. Anything that is no rule of the list is not taken for one.
 * @param {string} title
 * @param {Rules} rules
 * @returns {string[]}
 */
export function rulesNamed(title, rules) {
  const known = Object.keys(rules);
  /** @type {Set<string>} */
  const found = new Set();
  for (const match of title.matchAll(named)) {
    for (const part of (match[1] ?? match[2] ?? '').split(/, | and |、/u)) {
      const [first = '', last = first] = part.split(' to ');
      const [from, to] = [known.indexOf(first), known.indexOf(last)];
      if (from >= 0 && to >= from) for (const rule of known.slice(from, to + 1)) found.add(rule);
    }
  }
  return [...found];
}

const inProject = (/** @type {string} */ file) => relative(root, file).split(sep).join('/');

/**
 * Tests of a vitest JSON report.
 * @param {string} file
 * @returns {NamedTest[]}
 */
export function testsOfVitest(file) {
  /** @type {{ testResults: { name: string, assertionResults: { ancestorTitles: string[], title: string, status: string }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return report.testResults.flatMap((suite) =>
    suite.assertionResults.map((test) => ({
      file: inProject(suite.name),
      titles: titlesOf([...test.ancestorTitles, test.title].join(between)),
      passed: test.status === 'passed',
    })),
  );
}

/** As vitest's list writes the titles of groups and test. A title that holds it is cut there, in list and report alike. */
const between = ' > ';
const titlesOf = (/** @type {string} */ name) => name.split(between);

/**
 * Tests of `vitest list --json`, none of them run.
 * @param {string} file
 * @returns {NamedTest[]}
 */
export function testsOfList(file) {
  /** @type {{ name: string, file: string }[]} */
  const tests = JSON.parse(readFileSync(file, 'utf8'));
  return tests.map((test) => ({ file: inProject(test.file), titles: titlesOf(test.name), passed: false }));
}

/**
 * Tests of a Playwright JSON report, or of its list.
 * @param {string} file
 * @returns {NamedTest[]}
 */
export function testsOfPlaywright(file) {
  /** @typedef {{ title: string, file?: string, suites?: Suite[], specs?: { title: string, file: string, tests: { status: string }[] }[] }} Suite */
  /** @type {{ config: { rootDir: string }, suites: Suite[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {NamedTest[]} */
  const found = [];
  const walk = (/** @type {Suite} */ suite, /** @type {string[]} */ path) => {
    for (const spec of suite.specs ?? []) {
      found.push({
        file: inProject(join(report.config.rootDir, spec.file)),
        titles: [...path, spec.title],
        passed: spec.tests.every((test) => test.status === 'expected' || test.status === 'flaky'),
      });
    }
    for (const inner of suite.suites ?? []) walk(inner, [...path, inner.title]);
  };
  // The outermost suite is the file itself.
  for (const suite of report.suites) walk(suite, []);
  return found;
}

/**
 * Rules that no passing test names.
 * @param {Rules} rules
 * @param {readonly NamedTest[]} tests
 * @returns {string[]}
 */
export function rulesWithoutTest(rules, tests) {
  const shown = new Set(
    tests.filter((test) => test.passed).flatMap((test) => test.titles.flatMap((title) => rulesNamed(title, rules))),
  );
  return Object.keys(rules).filter((rule) => !shown.has(rule));
}
