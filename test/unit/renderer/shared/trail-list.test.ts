import { describe, expect, test } from 'vitest';
import type { TrailRow } from '@contract/trail.ts';
import { errorCatalogue } from '@contract/errors.ts';
import {
  anyTrail,
  dayFilterProblem,
  everyRow,
  isAnyTrail,
  questionOfFilter,
} from '../../../../src-renderer/shared/trail/trail-list.ts';
import { waysOf } from '../../../../src-renderer/pages/unlock/failure.ts';

const row = (seq: number): TrailRow => ({
  seq,
  at: '2026-01-01T00:00:00Z',
  act: 'a',
  text: '甲',
  result: 'done',
  rule: null,
  staffName: null,
  clientName: null,
  origin: 'o',
  detail: {},
  hash: '',
});

describe('the filter of the trail', () => {
  test('days are Shanghai days, the last one inclusive', () => {
    expect(questionOfFilter({ ...anyTrail(), from: '2026-01-05', to: '20260105' })).toMatchObject({
      from: '2026-01-04T16:00:00.000Z',
      to: '2026-01-05T15:59:59.999Z',
    });
  });

  test('an empty filter asks for everything', () => {
    expect(questionOfFilter(anyTrail())).toEqual({ query: '' });
    expect(isAnyTrail(anyTrail())).toBe(true);
    expect(isAnyTrail({ ...anyTrail(), result: 'refused' })).toBe(false);
  });

  test('wrong days are told', () => {
    expect(dayFilterProblem(anyTrail())).toBeNull();
    expect(dayFilterProblem({ ...anyTrail(), from: '2026-02-30' })).toBe('noDay');
    expect(dayFilterProblem({ ...anyTrail(), from: '2026-02-02', to: '2026-02-01' })).toBe('order');
  });

  test('an export reads every page, and stops when told', async () => {
    const asked: (number | undefined)[] = [];
    const page = async (before: number | undefined) => {
      asked.push(before);
      const top = before === undefined ? 5 : before - 1;
      const rows = [top, top - 1].filter((seq) => seq > 0).map(row);
      return { rows, more: (rows.at(-1)?.seq ?? 0) > 1 };
    };
    const found: number[] = [];
    for await (const some of everyRow(page, () => false)) found.push(...some.map((one) => one.seq));
    expect(found).toEqual([5, 4, 3, 2, 1]);
    expect(asked).toEqual([undefined, 4, 2]);
    let pages = 0;
    for await (const _ of everyRow(page, () => pages >= 1)) pages += 1;
    expect(pages).toBe(1);
  });
});

test('every failure of opening has a way out, and one of the future offers nothing that writes', () => {
  for (const code of [
    'KEYCHAIN_UNAVAILABLE',
    'STORE_WRONG_KEY',
    'STORE_DAMAGED',
    'DESK_BUSY',
    'STORE_FULL',
    'ANYTHING',
  ]) {
    const { retry, key, backup } = waysOf(code);
    expect(retry || key || backup).toBe(true);
  }
  expect(waysOf('STORE_FROM_FUTURE')).toMatchObject({ retry: false, key: false, backup: false });
  for (const code of [
    'KEYCHAIN_UNAVAILABLE',
    'STORE_WRONG_KEY',
    'STORE_DAMAGED',
    'STORE_FROM_FUTURE',
    'DESK_BUSY',
    'STORE_FULL',
  ])
    expect(Object.keys(errorCatalogue)).toContain(code);
});
