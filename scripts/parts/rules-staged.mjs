/**
 * The hook of a commit: docs/rules.md follows the tests and the code that are committed. Only changed files of tests are loaded, so that it takes seconds.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { listTests } from './list-tests.mjs';
import { root } from './project.mjs';
import { rulesMarkdownAfter, rulesPage } from './rules-page.mjs';
import { readRules } from './rules.mjs';

const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
const changed = git('diff', '--cached', '--name-only', '--no-renames', '-z').split('\0').filter(Boolean);
const files = changed.filter((file) => /^test\/.*\.(?:test|spec)\.ts$/u.test(file));
const present = files.filter((file) => existsSync(join(root, file)));
const page = readFileSync(rulesPage, 'utf8');
const after = rulesMarkdownAfter(readRules(), page, files, await listTests(present));
if (after !== page) {
  writeFileSync(rulesPage, after);
  git('add', '--', rulesPage);
}
