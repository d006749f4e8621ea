import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { codeOfRules } from './rules-in-code.mjs';
import { readRules, rulesNamed, rulesWithoutTest } from './rules.mjs';

/** @typedef {import('./rules.mjs').NamedTest} NamedTest */
/** @typedef {import('./rules.mjs').Rules} Rules */
/** @typedef {Pick<NamedTest, 'file' | 'titles'>} ListedTest */
/** @typedef {Map<string, Map<string, string[]>>} Showing  the lines below each file of tests, by rule and file */

export const rulesPage = join(root, 'docs', 'rules.md');

/** So many titles of one file stand under a rule; a table of cases would drown the rest. */
const titlesShown = 8;
const compare = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : one > other ? 1 : 0);
const markdown = (/** @type {string} */ text) =>
  text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\`*_<>[\]|]/gu, String.raw`\$&`);

/**
 * What stands under a rule for a test that names it: the title that does, and only the first of its titles that does, so that a group named after
 * a rule stands once.
 * @param {ListedTest} test
 * @param {string} rule
 * @param {Rules} rules
 * @returns {string | undefined}
 */
const titleNaming = (test, rule, rules) => test.titles.find((title) => rulesNamed(title, rules).includes(rule));

/**
 * What the page says of these tests.
 * @param {Rules} rules
 * @param {readonly ListedTest[]} tests
 * @returns {Showing}
 */
function showing(rules, tests) {
  /** @type {Showing} */
  const shown = new Map();
  for (const rule of Object.keys(rules)) {
    /** @type {Map<string, Set<string>>} */
    const files = new Map();
    for (const test of tests) {
      const naming = titleNaming(test, rule, rules);
      if (naming !== undefined) files.set(test.file, (files.get(test.file) ?? new Set()).add(naming));
    }
    shown.set(rule, new Map([...files].map(([file, titles]) => [file, titleLines([...titles].toSorted(compare))])));
  }
  return shown;
}

const titleLines = (/** @type {string[]} */ titles) => [
  ...titles.slice(0, titlesShown).map((one) => `  - ${markdown(one)}`),
  ...(titles.length > titlesShown ? ['  - and others'] : []),
];

/**
 * What a page that was written says of its tests.
 * @param {string} page
 * @returns {Showing}
 */
function readShowing(page) {
  /** @type {Showing} */
  const shown = new Map();
  /** @type {Map<string, string[]>} */
  let files = new Map();
  /** @type {string[]} */
  let titles = [];
  for (const line of page.split('\n')) {
    const rule = /^## (\S+)$/u.exec(line)?.[1];
    const file = /^- \[(.+)\]\(.*\)$/u.exec(line)?.[1];
    if (rule !== undefined) shown.set(rule, (files = new Map()));
    else if (file !== undefined) files.set(file, (titles = []));
    else if (line.startsWith('  - ')) titles.push(line);
  }
  return shown;
}

/**
 * @param {Rules} rules
 * @param {Showing} shown
 * @param {ReadonlyMap<string, readonly string[]>} code files by rule
 */
function written(rules, shown, code) {
  const lines = [
    '# Rules, their code and the tests that show them',
    '',
    'Written by `npm run docs` from [the rules](rules/README.md), the code that cites them, and the titles of all tests: a title names its rules at its beginning or in brackets.',
    '`npm test` fails when this page is out of date, and when a rule has no passing test.',
    '',
  ];
  for (const [rule, title] of Object.entries(rules)) {
    lines.push(`## ${rule}`, '', `${markdown(title)}. [Text](rules/${rule.charAt(0)}.md#${rule.toLowerCase()})`, '');
    const citing = code.get(rule) ?? [];
    if (citing.length > 0) lines.push(`Code: ${citing.map((file) => `[${file}](../${file})`).join(', ')}`, '');
    const files = shown.get(rule) ?? new Map();
    if (files.size === 0) lines.push('**No test names this rule.**', '');
    for (const file of [...files.keys()].toSorted(compare)) lines.push(`- [${file}](../${file})`, ...files.get(file));
    if (files.size > 0) lines.push('');
  }
  return lines.join('\n');
}

/**
 * docs/rules.md: each rule with its text, the code that cites it and the tests that name it. Made of titles and files alone: no results, no lines, so
 * that it changes only with them.
 * @param {Rules} rules
 * @param {readonly ListedTest[]} tests every test there is
 * @param {ReadonlyMap<string, readonly string[]>} [code] files by rule
 * @returns {string}
 */
export const rulesMarkdown = (rules, tests, code = codeOfRules(rules)) => written(rules, showing(rules, tests), code);

/**
 * The page after some files of tests changed; the others stand as they were written.
 * @param {Rules} rules
 * @param {string} page as it is
 * @param {readonly string[]} files changed or removed, from the project's root
 * @param {readonly ListedTest[]} tests all that these files hold now
 * @param {ReadonlyMap<string, readonly string[]>} [code] files by rule
 * @returns {string}
 */
export function rulesMarkdownAfter(rules, page, files, tests, code = codeOfRules(rules)) {
  const shown = readShowing(page);
  for (const [rule, added] of showing(rules, tests)) {
    const kept = [...(shown.get(rule) ?? [])].filter(([file]) => !files.includes(file));
    shown.set(rule, new Map([...kept, ...added]));
  }
  return written(rules, shown, code);
}

/**
 * The gate of `npm test`: every rule has a passing test, and docs/rules.md is what the titles say.
 * @param {readonly NamedTest[]} tests
 * @returns {{ lines: string[], failed: number }} what is wrong, in Chinese
 */
export function checkRules(tests) {
  const rules = readRules();
  const lines = rulesWithoutTest(rules, tests).map((rule) => `规则 ${rule} 没有通过的测试：${rules[rule]}`);
  const page = existsSync(rulesPage) ? readFileSync(rulesPage, 'utf8') : '';
  if (page !== rulesMarkdown(rules, tests)) lines.push('docs/rules.md 与现有测试不符，请运行 npm run docs 后提交。');
  return { lines, failed: lines.length };
}
