import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** A rule, or a row of them (`E4 to E7`), wherever it stands in a file; part of no longer word, number, path or colour. */
const cited = /(?<![\w.#/-])([A-Z]\d{1,2})(?: to ([A-Z]\d{1,2}))?(?!\w)/gu;

const layers = ['src-main', 'src-preload', 'src-renderer'];
/** The list of all rules, and texts for users, who are told of them by name. */
const aside = /^src-preload\/contract\/rule-id\.ts$|^src-renderer\/locales\//u;

/**
 * Rules that a text of code cites, in its comments and as values.
 * @param {string} text
 * @param {import('./rules.mjs').Rules} rules
 * @returns {Set<string>}
 */
export function rulesCited(text, rules) {
  const known = Object.keys(rules);
  /** @type {Set<string>} */
  const found = new Set();
  for (const [, first = '', last = first] of text.matchAll(cited)) {
    const [from, to] = [known.indexOf(first), known.indexOf(last)];
    if (from >= 0 && to >= from) for (const rule of known.slice(from, to + 1)) found.add(rule);
  }
  return found;
}

/**
 * The program's files that cite each rule.
 * @param {import('./rules.mjs').Rules} rules
 * @returns {Map<string, string[]>} paths in the project by rule, sorted
 */
export function codeOfRules(rules) {
  /** @type {Map<string, string[]>} */
  const files = new Map(Object.keys(rules).map((rule) => [rule, []]));
  const all = layers.flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true }).map((name) => `${layer}/${String(name).replaceAll('\\', '/')}`),
  );
  for (const file of all.filter((name) => /\.(?:ts|vue)$/u.test(name) && !aside.test(name)).toSorted()) {
    for (const rule of rulesCited(readFileSync(join(root, file), 'utf8'), rules)) files.get(rule)?.push(file);
  }
  return files;
}
