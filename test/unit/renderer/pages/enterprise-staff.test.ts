import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../../src-preload/contract/catalogue.ts';
import type { StaffCell, StaffMatrix } from '../../../../src-preload/contract/enterprise-staff.ts';
import { passwordText } from '../../../../src-renderer/pages/enterprise-staff/person-words.ts';
import {
  filterMatrix,
  lookOf,
  matrixGroups,
  neighbour,
} from '../../../../src-renderer/pages/enterprise-staff/matrix-rows.ts';
import catalogueJson from '../../../../resources/service-catalogue.json' with { type: 'json' };

const catalogue = loadCatalogue(catalogueJson);
const functions = ['tax.vat.general', 'tax.vat.smallScale', 'query.filings', 'staff.maintain', 'no.longer.there'];
const person = (
  name: string,
  capacity: StaffMatrix['people'][number]['capacity'],
  cells: StaffCell[],
): StaffMatrix['people'][number] => ({ handlerId: name, name, capacity, cannot: null, roleName: null, cells });
const matrix: StaffMatrix = {
  functions,
  people: [
    person('林岚', 'legalRepresentative', ['officer', 'officer', 'officer', 'officer', 'officer']),
    person('鲍宁', 'handler', ['granted', 'notGranted', 'granted', 'reserved', 'roleLacks']),
    person('温以南', 'handler', ['roleLacks', 'roleLacks', 'waiting', 'reserved', 'roleLacks']),
  ],
};
const groups = matrixGroups(matrix, catalogue);
const ids = (filter: Partial<Parameters<typeof filterMatrix>[1]>) =>
  filterMatrix(groups, { query: '', group: '', show: 'all', ...filter }, [1, 2]).flatMap((group) =>
    group.sections.flatMap((section) => section.rows.map((row) => row.id)),
  );

describe('the matrix of who may do what', () => {
  it('hangs every function on its branch of the catalogue, with one cell a person; what the catalogue has not is left out', () => {
    expect(ids({})).toEqual(['tax.vat.general', 'tax.vat.smallScale', 'staff.maintain', 'query.filings']);
    expect(
      groups
        .flatMap((group) => group.sections.flatMap((section) => section.rows))
        .every((row) => row.cells.length === 3),
    ).toBe(true);
  });

  it('is filtered by words, by branch, by what tells handlers apart, and by what only officers may do', () => {
    expect(ids({ query: ' 小规模 ' })).toEqual(['tax.vat.smallScale']);
    expect(ids({ group: 'query' })).toEqual(['query.filings']);
    // Somebody who waits for the real name holds it all the same.
    expect(ids({ show: 'differs' })).toEqual(['tax.vat.general']);
    expect(ids({ show: 'nobody' })).toEqual(['tax.vat.smallScale', 'staff.maintain']);
    expect(ids({ query: '没有这样的功能' })).toEqual([]);
  });

  it('draws a cell by what it means', () => {
    expect(
      (['officer', 'granted', 'waiting', 'reserved', 'noRole', 'roleLacks', 'notGranted'] as const).map(lookOf),
    ).toEqual(['can', 'can', 'waiting', 'reserved', 'cannot', 'cannot', 'cannot']);
  });

  it('is walked by arrow keys and never left by them', () => {
    const size = { rows: 4, columns: 3 };
    expect(neighbour('ArrowUp', { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
    expect(neighbour('ArrowRight', { row: 0, column: 2 }, size)).toEqual({ row: 0, column: 2 });
    expect(neighbour('PageDown', { row: 0, column: 1 }, size)).toEqual({ row: 3, column: 1 });
    expect(neighbour('End', { row: 2, column: 0 }, size)).toEqual({ row: 2, column: 2 });
    expect(neighbour('a', { row: 2, column: 0 }, size)).toBeNull();
  });
});

describe('the personal password on the list', () => {
  const reset = {
    resetAt: '2026-11-24T01:00:00.000Z',
    expiresAt: '2026-11-25T01:00:00.000Z',
    usedAt: null,
    byName: '林岚',
  };
  it('D2, D3: says until when 111111 is good, that it was used, or that it has run out', () => {
    const at = (iso: string, usedAt: string | null = null) =>
      passwordText({ hasPassword: false, reset: { ...reset, usedAt } }, new Date(iso)).more;
    expect(at('2026-11-25T00:59:59.999Z')).toMatch(/^111111 有效至 2026-11-25 \d\d:\d\d$/);
    expect(at('2026-11-25T01:00:00.000Z')).toContain('已过期');
    expect(at('2026-11-24T02:00:00.000Z', '2026-11-24T01:30:00.000Z')).toContain('已用');
    expect(passwordText({ hasPassword: true, reset: null }, new Date())).toEqual({ text: '已设置', more: null });
  });
});
