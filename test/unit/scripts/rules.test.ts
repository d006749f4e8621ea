import { describe, expect, it } from 'vitest';
import { readRules, rulesMarkdown, rulesNamed, rulesWithoutTest } from '../../../scripts/parts/rules.mjs';

const rules = { A1: 'One', A2: 'Two', A3: 'Three', B1: 'Four', B10: 'Five' };
const test = (title: string, passed = true) => ({ file: 'test/unit/x.test.ts', titles: title.split(' > '), passed });

describe('rules that a title names', () => {
  const titles: readonly (readonly [title: string, named: readonly string[]])[] = [
    ['A1: something', ['A1']], ['A1, B1: something', ['A1', 'B1']], ['A1 to A3: something', ['A1', 'A2', 'A3']], ['B10: not B1', ['B10']], ['something (A2)', ['A2']],
    ['A1: something (A2, B1)', ['A1', 'A2', 'B1']], ['A1, ADR-0006: something', ['A1']], ['A1 and A3', ['A1', 'A3']],
    ['paper of A1 size', []], ['A1B is a column', []], ['C9: no such rule', []], ['A3 to A1: no range', []], ['A1.xlsx is read', []],
  ];

  it('stand at its beginning or in brackets', () => {
    for (const [title, named] of titles) expect(rulesNamed(title, rules), title).toEqual(named);
  });
});

describe('the gate', () => {
  it('wants a passing test for every rule', () => {
    const tests = [test('A1: passes'), test('A2: fails', false), test('A3, group > passes'), test('B1, group > fails', false), test('named in brackets (B10)')];
    expect(rulesWithoutTest(rules, tests)).toEqual(['A2', 'B1']);
  });

  it('has the sixty rules of A1 to L6, each with a title', () => {
    const all = Object.entries(readRules());
    const last = { A: 5, B: 9, C: 2, D: 5, E: 7, F: 2, G: 5, H: 7, I: 3, J: 4, K: 5, L: 6 };
    expect(all.map(([rule]) => rule)).toEqual(Object.entries(last).flatMap(([letter, count]) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)));
    expect(all.filter(([, title]) => title.trim() === '')).toEqual([]);
  });
});

describe('the page', () => {
  const tests = [test('A1: second'), test('A1: first'), { ...test('A1: elsewhere'), file: 'test/e2e/a.spec.ts' }, test('A2, a group > one'), test('A2, a group > other')];

  it('is the same whatever the order, and whatever passed', () => {
    const page = rulesMarkdown(rules, tests);
    expect(rulesMarkdown(rules, tests.toReversed().map((one) => ({ ...one, passed: false })))).toBe(page);
  });

  it('links files without lines, names a group once, and says where a test is wanting', () => {
    const page = rulesMarkdown(rules, tests);
    expect(page).toContain('## A1\n\nOne.\n\n- [test/e2e/a.spec.ts](../test/e2e/a.spec.ts)\n  - A1: elsewhere\n- [test/unit/x.test.ts](../test/unit/x.test.ts)\n  - A1: first\n  - A1: second\n');
    expect(page.match(/A2, a group/gu)).toHaveLength(1);
    expect(page).toContain('## A3\n\nThree.\n\n**No test names this rule.**');
  });

  it('keeps a table of cases short, and Markdown out of titles', () => {
    const many = Array.from({ length: 20 }, (_, index) => test(`B1: case ${String(index).padStart(2, '0')} <of *many*>`));
    const page = rulesMarkdown(rules, many);
    expect(page).toContain(String.raw`B1: case 07 \<of \*many\*\>`);
    expect(page).not.toContain('case 08');
    expect(page).toContain('  - and others');
  });
});
