import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { single, summary, tallyPlaywright, tallyVitest, withCrash } from '../../../scripts/parts/tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'desk-tally-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('vitest reports', () => {
  const test = (status: string, fullName = 'a test') => ({ status, fullName });

  it('are counted test by test', () => {
    const file = report({ testResults: [
      { name: 'a', status: 'passed', assertionResults: [test('passed'), test('passed'), test('skipped', 'left out'), test('todo', 'planned')] },
      { name: 'b', status: 'failed', assertionResults: [test('failed'), test('passed')] },
    ] });
    expect(tallyVitest(file)).toEqual({ passed: 3, failed: 1, skipped: ['left out', 'planned'] });
  });

  it('count a file that did not load as failed', () => {
    expect(tallyVitest(report({ testResults: [{ name: 'a', status: 'failed', assertionResults: [] }] }))).toEqual({ passed: 0, failed: 1, skipped: [] });
  });
});

describe('Playwright reports', () => {
  const spec = (title: string, status: string, tags: string[] = []) => ({ title, tags, tests: [{ status }] });

  it('are counted through nested suites; what passed only when tried again is named', () => {
    const file = report({ errors: [], suites: [{
      title: 'start.spec.ts', specs: [spec('a', 'expected'), spec('b', 'unexpected')],
      suites: [{ title: 'window', specs: [spec('c', 'flaky'), spec('d', 'skipped', ['electron'])] }],
    }] });
    expect(tallyPlaywright(file)).toEqual({ passed: 2, failed: 1, skipped: ['start.spec.ts › window › d @electron'], unsteady: ['start.spec.ts › window › c'] });
  });

  it('count errors outside of tests', () => {
    expect(tallyPlaywright(report({ errors: [{ message: 'no tests found' }], suites: [] }))).toEqual({ passed: 0, failed: 1, skipped: [], unsteady: [] });
  });
});

describe('the last line', () => {
  it('sums all suites and is plain', () => {
    const results = [{ name: '构建', tally: single(true) }, { name: '界面测试', tally: { passed: 4, failed: 0, skipped: ['menu @electron'] } }];
    expect(summary(results)).toEqual({ failed: 0, lines: ['已跳过（需要 Electron）：menu @electron', '5 passed, 0 failed, 1 skipped'] });
  });

  it('names what passed only when tried again', () => {
    const { lines, failed } = summary([{ name: '界面测试', tally: { passed: 4, failed: 0, skipped: [], unsteady: ['two windows'] } }]);
    expect(failed).toBe(0);
    expect(lines).toEqual(['第二次才通过：two windows', '4 passed, 0 failed, 0 skipped']);
  });

  it('counts a test skipped for any other reason as failed', () => {
    const { lines, failed } = summary([{ name: '单元测试', tally: { passed: 2, failed: 0, skipped: ['slow one'] } }]);
    expect(failed).toBe(1);
    expect(lines).toEqual(['不许跳过：slow one', '2 passed, 1 failed, 0 skipped']);
  });

  it('counts a runner that crashed without a failed test as one failure', () => {
    expect(withCrash({ passed: 9, failed: 0, skipped: [] }, 134).failed).toBe(1);
    expect(withCrash({ passed: 9, failed: 2, skipped: [] }, 1).failed).toBe(2);
    expect(withCrash({ passed: 9, failed: 0, skipped: [] }, 0).failed).toBe(0);
  });
});
