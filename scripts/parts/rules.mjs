import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './project.mjs';
import { codeOfRules } from './rules-in-code.mjs';

/** @typedef {{ file: string, titles: string[], passed: boolean }} NamedTest  `file` from the project's root; `titles`: those of its groups, then its own */
/** @typedef {Record<string, string>} Rules  number to title, in the order of the documents */

/** The law: one file a letter. */
const rulesFolder = join(root, 'docs', 'rules');
export const rulesPage = join(root, 'docs', 'rules.md');

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

/** So many titles of one file stand under a rule; a table of cases would drown the rest. */
const titlesShown = 8;
const compare = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : one > other ? 1 : 0);
const markdown = (/** @type {string} */ text) =>
  text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\`*_<>[\]|]/gu, String.raw`\$&`);

/**
 * What stands under a rule for a test that names it: the title that does, and only the first of its titles that does, so that a group named after
 * a rule stands once.
 * @param {NamedTest} test
 * @param {string} rule
 * @param {Rules} rules
 * @returns {string | undefined}
 */
const titleNaming = (test, rule, rules) => test.titles.find((title) => rulesNamed(title, rules).includes(rule));

/**
 * docs/rules.md: each rule with its text, the code that cites it and the tests that name it. Made of titles and files alone: no results, no lines, so
 * that it changes only with them.
 * @param {Rules} rules
 * @param {readonly Pick<NamedTest, 'file' | 'titles'>[]} tests
 * @param {ReadonlyMap<string, readonly string[]>} [code] files by rule
 * @returns {string}
 */
export function rulesMarkdown(rules, tests, code = codeOfRules(rules)) {
  const lines = [
    '# Rules, their code and the tests that show them',
    '',
    'Written by `npm run docs` from [the rules](rules/README.md), the code that cites them, and the titles of all tests: a title names its rules at its beginning or in brackets.',
    '`npm test` fails when this page is out of date, and when a rule has no passing test.',
    '',
  ];
  for (const [rule, title] of Object.entries(rules)) {
    /** @type {Map<string, Set<string>>} */
    const files = new Map();
    for (const test of tests) {
      const naming = titleNaming({ ...test, passed: true }, rule, rules);
      if (naming !== undefined) files.set(test.file, (files.get(test.file) ?? new Set()).add(naming));
    }
    lines.push(`## ${rule}`, '', `${markdown(title)}. [Text](rules/${rule.charAt(0)}.md#${rule.toLowerCase()})`, '');
    const citing = code.get(rule) ?? [];
    if (citing.length > 0) lines.push(`Code: ${citing.map((file) => `[${file}](../${file})`).join(', ')}`, '');
    if (files.size === 0) lines.push('**No test names this rule.**', '');
    for (const file of [...files.keys()].toSorted(compare)) {
      const titles = [...(files.get(file) ?? [])].toSorted(compare);
      lines.push(
        `- [${file}](../${file})`,
        ...titles.slice(0, titlesShown).map((one) => `  - ${markdown(one)}`),
        ...(titles.length > titlesShown ? ['  - and others'] : []),
      );
    }
    if (files.size > 0) lines.push('');
  }
  return lines.join('\n');
}

/**
 * The gate of `npm test`: every rule has a passing test, and docs/rules.md is what the titles say.
 * @param {readonly NamedTest[]} tests
 * @returns {{ lines: string[], failed: number }} what is wrong, in Chinese
 */
export function checkRules(tests) {
  const rules = readRules();
  const lines = rulesWithoutTest(rules, tests).map((rule) => `规则 ${rule} 没有通过的测试：${rules[rule]}`);
  const written = existsSync(rulesPage) ? readFileSync(rulesPage, 'utf8') : '';
  if (written !== rulesMarkdown(rules, tests)) lines.push('docs/rules.md 与现有测试不符，请运行 npm run docs 后提交。');
  return { lines, failed: lines.length };
}
