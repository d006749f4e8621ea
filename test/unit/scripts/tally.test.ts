import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  single,
  slowest,
  summary,
  tallyPlaywright,
  tallyVitest,
  tallyWithoutElectron,
  timesOfPlaywright,
  timesOfVitest,
  withCrash,
} from '../../../scripts/parts/tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'desk-tally-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('vitest reports', () => {
  const test = (status: string, fullName = 'a test') => ({ status, fullName });

  it('are counted test by test', () => {
    const file = report({
      testResults: [
        {
          name: 'a',
          status: 'passed',
          assertionResults: [test('passed'), test('passed'), test('skipped', 'left out'), test('todo', 'planned')],
        },
        { name: 'b', status: 'failed', assertionResults: [test('failed'), test('passed')] },
      ],
    });
    expect(tallyVitest(file)).toEqual({ passed: 3, failed: 1, skipped: ['left out', 'planned'] });
  });

  it('count a file that did not load as failed', () => {
    expect(tallyVitest(report({ testResults: [{ name: 'a', status: 'failed', assertionResults: [] }] }))).toEqual({
      passed: 0,
      failed: 1,
      skipped: [],
    });
  });
});

describe('Playwright reports', () => {
  const spec = (title: string, status: string, durations: number[] = []) => ({
    title,
    tests: [{ status, results: durations.map((duration) => ({ duration })) }],
  });

  it('are counted through nested suites; what passed only when tried again is named', () => {
    const file = report({
      errors: [],
      suites: [
        {
          title: 'start.spec.ts',
          specs: [spec('a', 'expected'), spec('b', 'unexpected')],
          suites: [{ title: 'window', specs: [spec('c', 'flaky'), spec('d', 'skipped')] }],
        },
      ],
    });
    expect(tallyPlaywright(file)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['start.spec.ts › window › d'],
      unsteady: ['start.spec.ts › window › c'],
    });
  });

  it('give the number of a suite that has no Electron to run in; a list that failed is a failure', () => {
    const suites = [
      {
        title: 'a.spec.ts',
        specs: [spec('a', 'skipped')],
        suites: [{ title: 'group', specs: [spec('b', 'skipped'), spec('c', 'skipped')] }],
      },
    ];
    expect(tallyWithoutElectron(report({ errors: [], suites }))).toEqual({
      passed: 0,
      failed: 0,
      skipped: [],
      withoutElectron: 3,
    });
    expect(tallyWithoutElectron(report({ errors: [{ message: 'does not load' }], suites: [] }))).toEqual({
      passed: 0,
      failed: 1,
      skipped: [],
      withoutElectron: 0,
    });
  });

  it('say how long each test took on which host, all tries together', () => {
    const file = report({
      errors: [],
      suites: [{ title: 'a.spec.ts', specs: [spec('one', 'expected', [900]), spec('two', 'flaky', [2_000, 1_500])] }],
    });
    expect(timesOfPlaywright(file, '桌面程序')).toEqual([
      { name: '[桌面程序] a.spec.ts › one', ms: 900 },
      { name: '[桌面程序] a.spec.ts › two', ms: 3_500 },
    ]);
  });

  it('count errors outside of tests', () => {
    expect(tallyPlaywright(report({ errors: [{ message: 'no tests found' }], suites: [] }))).toEqual({
      passed: 0,
      failed: 1,
      skipped: [],
      unsteady: [],
    });
  });
});

describe('the slowest tests', () => {
  it('come from all suites, slowest first, ten of them', () => {
    const unit = timesOfVitest(
      report({
        testResults: [
          {
            assertionResults: [
              { fullName: 'unit', duration: 5_250 },
              { fullName: 'left out', duration: null },
            ],
          },
        ],
      }),
    );
    const browser = Array.from({ length: 12 }, (_, index) => ({ name: `spec ${index}`, ms: index * 1_000 }));
    const lines = slowest([...unit, ...browser]);
    expect(lines).toHaveLength(11);
    expect(lines[1]).toBe('   11.0 秒  spec 11');
    expect(lines[7]).toBe('    5.3 秒  unit');
    expect(lines.at(-1)).toBe('    3.0 秒  spec 3');
  });

  it('are not spoken of where nothing ran', () => {
    expect(slowest([])).toEqual([]);
  });
});

describe('the last line', () => {
  it('sums all suites and is plain', () => {
    const results = [
      { name: '构建', tally: single(true) },
      { name: '桌面', tally: { passed: 4, failed: 0, skipped: [], withoutElectron: 107 } },
    ];
    expect(summary(results)).toEqual({
      failed: 0,
      lines: ['已跳过（本机没有 Electron）：桌面，共 107 项', '5 passed, 0 failed, 107 skipped'],
    });
  });

  it('names what passed only when tried again', () => {
    const { lines, failed } = summary([
      { name: '界面测试', tally: { passed: 4, failed: 0, skipped: [], unsteady: ['two windows'] } },
    ]);
    expect(failed).toBe(0);
    expect(lines).toEqual(['第二次才通过：two windows', '4 passed, 0 failed, 0 skipped']);
  });

  it('counts a test skipped for any other reason as failed', () => {
    const { lines, failed } = summary([
      { name: '单元测试', tally: { passed: 2, failed: 0, skipped: ['slow one', 'menu @electron'] } },
    ]);
    expect(failed).toBe(2);
    expect(lines).toEqual(['不许跳过：slow one', '不许跳过：menu @electron', '2 passed, 2 failed, 0 skipped']);
  });

  it('counts a runner that crashed without a failed test as one failure', () => {
    expect(withCrash({ passed: 9, failed: 0, skipped: [] }, 134).failed).toBe(1);
    expect(withCrash({ passed: 9, failed: 2, skipped: [] }, 1).failed).toBe(2);
    expect(withCrash({ passed: 9, failed: 0, skipped: [] }, 0).failed).toBe(0);
  });
});
