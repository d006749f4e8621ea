import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../../src-preload/contract/rule-id.ts';
import { root } from '../../../scripts/parts/project.mjs';
import { wrongCitations, type Law } from './citations.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const numbered = readdirSync(join(root, 'docs/decisions'))
  .filter((name) => /^\d{4}-.*\.md$/u.test(name))
  .toSorted();
const law: Law = { rules: new Set(ruleIds), decisions: new Set(numbered.map((name) => `ADR-${name.slice(0, 4)}`)) };

/** Folders and loose files of the project that people write in. */
const places = ['src-main', 'src-preload', 'src-renderer', 'test', 'scripts', 'docs', 'build', '.github'];
const loose = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => name);
const files = [
  ...loose,
  ...places.flatMap((place) =>
    readdirSync(join(root, place), { recursive: true }).map((name) => `${place}/${String(name).replaceAll('\\', '/')}`),
  ),
]
  // Generated of titles, which are looked at where they stand.
  .filter((file) => /\.(?:ts|vue|mjs|cjs|js|md|yml)$/u.test(file) && file !== 'docs/rules.md');

describe('what is cited exists', () => {
  it('rules and decisions, in comments, titles of tests, values and documents; never an issue', () => {
    expect(files.length).toBeGreaterThan(1000);
    expect(files.flatMap((file) => wrongCitations(file, read(file), law).map((wrong) => `${file}: ${wrong}`))).toEqual(
      [],
    );
  }, 60_000);

  it('every link of a document leads to a file', () => {
    const documents = files.filter((file) => file.endsWith('.md'));
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/gu)]
        .filter(([, target = '']) => !existsSync(join(root, dirname(file), target)))
        .map(([, target]) => `${file}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('decisions are one series without a gap, each in the index under its title', () => {
    const index = read('docs/decisions/README.md');
    for (const [place, name] of numbered.entries()) {
      const [, number, title] = /^# (\d+)\. (.+)$/mu.exec(read(`docs/decisions/${name}`)) ?? [];
      expect([name.slice(0, 4), number]).toEqual([String(place + 1).padStart(4, '0'), String(place + 1)]);
      expect(index).toContain(`| [ADR-${name.slice(0, 4)}](${name}) | ${title} |`);
    }
  });
});

describe('a wrong citation', () => {
  const known: Law = { rules: new Set(['A1', 'B2']), decisions: new Set(['ADR-0001']) };
  // Put together here, so that this file cites none of them.
  const [issue, choice, folder, noDecision] = [
    ['issue', '7'].join(' '),
    ['architecture decision', '4'].join(' '),
    ['..', 'shared', 'x.md'].join('/'),
    ['ADR', '0099'].join('-'),
  ];

  it.each([
    ['a.ts', '/** As Z9 says. */', ['Z9']],
    ['a.ts', 'go(); // B3, and A1', ['B3']],
    ['a.ts', "it('Z9: does', () => {});", ['Z9']],
    ['a.ts', "describe.each([1])('a group (Z9)', () => {});", ['Z9']],
    ['a.ts', "it.each([['C3', 1]])(`Z9: %s`, () => {});", ['Z9']],
    ['a.ts', "throw new Refusal('X', 'y', { link: 'state', rule: 'Z9' });", ['Z9']],
    ['a.mjs', '/* Z9 */', ['Z9']],
    ['.dependency-cruiser.cjs', '// Z9', ['Z9']],
    ['a.vue', '<script setup lang="ts">\n// Z9\n</script>\n<template><!-- Y8 --><p>C3</p></template>', ['Z9', 'Y8']],
    ['a.md', 'As Z9 says.', ['Z9']],
    ['src-renderer/locales/zh-CN/a.ts', "export const a = { b: '唯一的例外（Z9）' };", ['Z9']],
    ['a.ts', `/** ${noDecision} */`, [noDecision]],
    ['a.md', `See ${noDecision}.`, [noDecision]],
    ['a.yml', `# ${noDecision}`, [noDecision]],
    ['a.vue', `<template><p>${noDecision}</p></template>`, [noDecision]],
    ['a.ts', `// ${issue}, point 3`, [issue]],
    ['a.ts', `it('${choice}: does', () => {});`, [choice.slice('architecture '.length)]],
    ['a.md', `See [x](${folder}).`, [folder]],
  ])('is found in %s: %s', (file, text, wrong) => {
    expect(wrongCitations(file, text, known)).toEqual(wrong);
  });

  it.each([
    ['a.ts', '/** A1 to B2 (ADR-0001). */'],
    ['a.ts', "const url = 'http://a/Z9'; const at = `${day}T00:00:00Z`; /['\"`]Z9/u.test(url);"],
    ['a.ts', "const table = ['Z9', 'N1'];"],
    ['a.ts', '// #Z9 and src/Z9, Z9x, xZ9, V8'],
    ['a.vue', '<template><path d="M6 8.5h3 M10 Q9" /></template>'],
    ['a.md', 'A rule is `## Z9`.\n\n```\nZ9\n```\n'],
  ])('is not seen where none is, in %s: %s', (file, text) => {
    expect(wrongCitations(file, text, known)).toEqual([]);
  });
});
