import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '@contract/catalogue.ts';
import catalogueFile from '../../../../resources/service-catalogue.json';
import { lastDayOfYears, parseDay, yearEnd } from '../../../../src-renderer/shared/pure/day-input.ts';
import {
  agreementToSend,
  dayProblem,
  emptyAgreement,
} from '../../../../src-renderer/shared/agreements/agreement-draft.ts';
import {
  clientFields,
  emptyClient,
  mergeEdits,
  type ClientDraft,
} from '../../../../src-renderer/pages/client-edit/edit-merge.ts';
import {
  filterTree,
  functionTree,
  sharePicked,
  toggleAll,
} from '../../../../src-renderer/shared/catalogue/function-tree.ts';

describe('two who change a client at once', () => {
  const base: ClientDraft = { ...emptyClient(), name: '沈阳甲公司', contact: '王', note: '旧' };

  test('what only they changed is taken, what only I changed stays, what both changed is chosen', () => {
    const merge = mergeEdits(
      base,
      { ...base, name: '沈阳乙公司', note: '我的' },
      { ...base, contact: '李', note: '他的' },
    );
    expect(merge).toEqual({
      merged: { ...base, name: '沈阳乙公司', contact: '李', note: '我的' },
      taken: ['contact'],
      clashing: ['note'],
    });
  });

  test('the same change of both is no clash', () => {
    expect(mergeEdits(base, { ...base, note: '新' }, { ...base, note: '新' })).toMatchObject({
      taken: [],
      clashing: [],
    });
  });

  test('nothing that I typed is ever lost, and nothing else of mine changes', () => {
    const text = fc.constantFrom('', '甲', '乙', '丙');
    const draft = fc
      .record({
        name: text,
        taxpayerId: text,
        taxpayerKind: fc.constantFrom('general' as const, 'smallScale' as const),
        address: text,
        contact: text,
        note: text,
      })
      .map((typed): ClientDraft => ({ ...emptyClient(), ...typed }));
    fc.assert(
      fc.property(draft, draft, draft, (before, mine, theirs) => {
        const { merged, taken, clashing } = mergeEdits(before, mine, theirs);
        for (const field of clientFields) {
          if (mine[field] !== before[field]) expect(merged[field]).toBe(mine[field]);
          else expect(merged[field]).toBe(theirs[field]);
          expect(taken.includes(field) && clashing.includes(field)).toBe(false);
        }
      }),
    );
  });
});

describe('a paper agreement (H7)', () => {
  test('its days may be typed in any usual way', () => {
    for (const typed of ['2026-1-5', '2026/01/05', '2026.1.5', '20260105', '2026年1月5日', ' ２０２６-01-05 '])
      expect(parseDay(typed)).toBe('2026-01-05');
    for (const typed of ['', '2026-02-30', '26-1-5', '2026-13-01', '明天']) expect(parseDay(typed)).toBeNull();
    const sent = agreementToSend(
      { ...emptyAgreement(), firstDay: '20260101', lastDay: '2026.12.31', agreementPassword: 'Hetong#71ab' },
      true,
    );
    expect(sent).toMatchObject({ firstDay: '2026-01-01', lastDay: '2026-12-31', agreementPassword: 'Hetong#71ab' });
  });

  test('L6: no agreement password leaves the page where the rule set asks none', () => {
    expect(agreementToSend({ ...emptyAgreement(), agreementPassword: 'Hetong#71ab' }, false)).not.toHaveProperty(
      'agreementPassword',
    );
  });

  test('H3: the last day is inclusive, so a term of one day is allowed and a reversed one is not', () => {
    const draft = (firstDay: string, lastDay: string) => ({ ...emptyAgreement(), firstDay, lastDay });
    expect(dayProblem(draft('2026-01-01', '2026-01-01'), 'lastDay')).toBeNull();
    expect(dayProblem(draft('2026-01-02', '2026-01-01'), 'lastDay')).toBe('order');
    expect(dayProblem(draft('', ''), 'firstDay')).toBe('missing');
    expect(dayProblem(draft('2026-02-30', ''), 'firstDay')).toBe('noDay');
  });

  test('terms end the day before the anniversary', () => {
    expect(lastDayOfYears('2026-01-01', 1)).toBe('2026-12-31');
    expect(lastDayOfYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(lastDayOfYears('2026-03-15', 2)).toBe('2028-03-14');
    expect(yearEnd('2026-03-15')).toBe('2026-12-31');
  });
});

describe('the tree of permission functions', () => {
  const catalogue = loadCatalogue(catalogueFile);
  const tree = functionTree(catalogue);
  const ids = tree.flatMap((group) => group.sections.flatMap((section) => section.functions.map((item) => item.id)));

  test('H4: holds every grantable function once and never staff maintenance or delegation management', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(
      [...(catalogue.bundles.find((bundle) => bundle.id === 'all')?.functions ?? [])].sort(),
    );
    expect(ids).not.toContain('staff.maintain');
    expect(ids).not.toContain('delegation.manage');
  });

  test('is narrowed by title and keyword', () => {
    const found = filterTree(tree, '留抵').flatMap((group) =>
      group.sections.flatMap((section) => section.functions.map((item) => item.id)),
    );
    expect(found).toContain('tax.vat.general');
    expect(found.length).toBeLessThan(ids.length);
    expect(filterTree(tree, ' ')).toEqual(tree);
    expect(filterTree(tree, '没有这个词')).toEqual([]);
  });

  test('a branch is ticked whole, then emptied', () => {
    const some = ['a', 'b', 'c'];
    const all = toggleAll(some, ['b', 'x']);
    expect([...all].sort()).toEqual(['a', 'b', 'c', 'x']);
    expect(sharePicked(some, new Set(all))).toBe('all');
    expect(sharePicked(some, new Set(['b']))).toBe('some');
    expect(toggleAll(some, all)).toEqual(['x']);
    expect(sharePicked(some, new Set())).toBe('none');
  });
});
