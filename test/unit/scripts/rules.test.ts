import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ruleIdModule } from '../../../scripts/docs/rule-id.ts';
import { root } from '../../../scripts/parts/project.mjs';
import { rulesCited } from '../../../scripts/parts/rules-in-code.mjs';
import { rulesMarkdown, rulesMarkdownAfter } from '../../../scripts/parts/rules-page.mjs';
import { readRules, rulesNamed, rulesWithoutTest } from '../../../scripts/parts/rules.mjs';

const rules = { A1: 'One', A2: 'Two', A3: 'Three', B1: 'Four', B10: 'Five' };
const titled = (title: string, passed = true) => ({ file: 'test/unit/x.test.ts', titles: title.split(' > '), passed });

describe('rules that a title names', () => {
  const titles: readonly (readonly [title: string, named: readonly string[]])[] = [
    ['A1: something', ['A1']],
    ['A1, B1: something', ['A1', 'B1']],
    ['A1 to A3: something', ['A1', 'A2', 'A3']],
    ['B10: not B1', ['B10']],
    ['something (A2)', ['A2']],
    ['A1: something (A2, B1)', ['A1', 'A2', 'B1']],
    ['A1, ADR-0006: something', ['A1']],
    ['A1 and A3', ['A1', 'A3']],
    ['paper of A1 size', []],
    ['A1B is a column', []],
    ['C9: no such rule', []],
    ['A3 to A1: no range', []],
    ['A1.xlsx is read', []],
  ];

  it('stand at its beginning or in brackets', () => {
    for (const [title, named] of titles) expect(rulesNamed(title, rules), title).toEqual(named);
  });
});

describe('the gate', () => {
  it('wants a passing test for every rule', () => {
    const tests = [
      titled('A1: passes'),
      titled('A2: fails', false),
      titled('A3, group > passes'),
      titled('B1, group > fails', false),
      titled('named in brackets (B10)'),
    ];
    expect(rulesWithoutTest(rules, tests)).toEqual(['A2', 'B1']);
  });

  it('has the sixty rules that the manual gave, A1 to L6, each with a title', () => {
    const all = readRules();
    const last = { A: 5, B: 9, C: 2, D: 5, E: 7, F: 2, G: 5, H: 7, I: 3, J: 4, K: 5, L: 6 };
    expect(Object.keys(all)).toEqual(
      expect.arrayContaining(
        Object.entries(last).flatMap(([letter, count]) =>
          Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
        ),
      ),
    );
    expect(Object.values(all).filter((title) => title.trim() === '')).toEqual([]);
  });
});

it('the table of the rules leads to every letter, by the title of its file', () => {
  const folder = join(root, 'docs/rules');
  const letters = readdirSync(folder).filter((name) => /^[A-Z]\.md$/u.test(name));
  const table = readFileSync(join(folder, 'README.md'), 'utf8').match(/^\| \[[A-Z]\].*$/gmu) ?? [];
  expect(table.map((line) => line.replace(/ \(.*\) \|$/u, ' |'))).toEqual(
    letters.map((name) => {
      const [, letter, title] =
        /^# ([A-Z])\. (.+?)(?: \(.*\))?$/mu.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
      return `| [${letter}](${name}) | ${title} |`;
    }),
  );
});

describe('a letter that gets a file', () => {
  let folder = '';
  const put = (file: string, text: string): void => {
    writeFileSync(join(folder, file), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    put('A.md', '# A. First\n\n## A1\n**One.**\nIts text.\n\n## A2\n**Two.**\n');
    put('README.md', '# The rules\n\n## Adding a rule\nNo rule.\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is known from then on: its rules are read, typed, looked for in titles and code, and want a test', () => {
    expect(readRules(folder)).toEqual({ A1: 'One', A2: 'Two' });
    put('M.md', '# M. Later\n\n## M1\n**A rule of tomorrow.**\nIts text.\n');
    const later = readRules(folder);
    expect(later).toEqual({ A1: 'One', A2: 'Two', M1: 'A rule of tomorrow' });
    expect(ruleIdModule(later)).toContain("export const ruleIds = [\n  'A1', 'A2',\n  'M1',\n] as const;");
    expect(rulesNamed('M1: something', later)).toEqual(['M1']);
    expect([...rulesCited("link: 'staff', rule: 'M1' }", later)]).toEqual(['M1']);
    expect(rulesWithoutTest(later, [titled('A1 to A2: pass')])).toEqual(['M1']);
    expect(rulesMarkdown(later, [titled('M1: passes')], new Map())).toContain(
      '## M1\n\nA rule of tomorrow. [Text](rules/M.md#m1)\n\n- [test/unit/x.test.ts](../test/unit/x.test.ts)\n  - M1: passes\n',
    );
  });

  it.each([
    ['a number out of turn', '## M2\n**Two.**\n'],
    ['a rule of another letter', '## A3\n**Three.**\n'],
    ['a heading that is no rule', '## Later\n**Text.**\n'],
    ['a rule without a title', '## M1\nText.\n'],
  ])('is refused with %s', (_, text) => {
    put('M.md', text);
    expect(() => readRules(folder)).toThrow(/docs\/rules\/M\.md/u);
  });
});

describe('rules that code cites', () => {
  it('are told from colours, times, paths and other words', () => {
    expect([
      ...rulesCited("/** A1, B1: done (A2 to B1). */ color: '#A3'; `${day}T00:00`; x.A3; src/A3; A3x; A9", rules),
    ]).toEqual(['A1', 'B1', 'A2', 'A3']);
    expect([...rulesCited("color: '#A3'; x.A3; src/A3; A3x; A9; a3", rules)]).toEqual([]);
  });
});

describe('the page', () => {
  const code = new Map([['A1', ['src-main/a.ts', 'src-main/b.ts']]]);
  const tests = [
    titled('A1: second'),
    titled('A1: first'),
    { ...titled('A1: elsewhere'), file: 'test/e2e/a.spec.ts' },
    titled('A2, a group > one'),
    titled('A2, a group > other'),
  ];

  it('is the same whatever the order, and whatever passed', () => {
    const page = rulesMarkdown(rules, tests, code);
    expect(
      rulesMarkdown(
        rules,
        tests.toReversed().map((one) => ({ ...one, passed: false })),
        code,
      ),
    ).toBe(page);
  });

  it('links files without lines, names a group once, and says where a test is wanting', () => {
    const page = rulesMarkdown(rules, tests, code);
    expect(page).toContain(
      '## A1\n\nOne. [Text](rules/A.md#a1)\n\nCode: [src-main/a.ts](../src-main/a.ts), [src-main/b.ts](../src-main/b.ts)\n\n- [test/e2e/a.spec.ts](../test/e2e/a.spec.ts)\n  - A1: elsewhere\n- [test/unit/x.test.ts](../test/unit/x.test.ts)\n  - A1: first\n  - A1: second\n',
    );
    expect(page.match(/A2, a group/gu)).toHaveLength(1);
    expect(page).toContain('## A3\n\nThree. [Text](rules/A.md#a3)\n\n**No test names this rule.**');
  });

  it('keeps a table of cases short, and Markdown out of titles', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      titled(`B1: case ${String(index).padStart(2, '0')} <of *many*>`),
    );
    const page = rulesMarkdown(rules, many, code);
    expect(page).toContain(String.raw`B1: case 07 \<of \*many\*\>`);
    expect(page).not.toContain('case 08');
    expect(page).toContain('  - and others');
  });

  it('follows the files of tests that changed as if it were written anew', () => {
    const elsewhere = (title: string) => ({ ...titled(title), file: 'test/e2e/a.spec.ts' });
    const many = Array.from({ length: 20 }, (_, index) => titled(`B1: case ${index} <of *many*>`));
    const page = rulesMarkdown(rules, [...tests, ...many], code);
    const changed = [elsewhere('A3: new'), elsewhere('B10: another, and A1')];
    expect(rulesMarkdownAfter(rules, page, ['test/e2e/a.spec.ts'], changed, code)).toBe(
      rulesMarkdown(rules, [...tests.filter(({ file }) => file !== 'test/e2e/a.spec.ts'), ...many, ...changed], code),
    );
    expect(rulesMarkdownAfter(rules, page, ['test/unit/x.test.ts'], [], code), 'a file that went').toBe(
      rulesMarkdown(rules, [elsewhere('A1: elsewhere')], code),
    );
  });
});
