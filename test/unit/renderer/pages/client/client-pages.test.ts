import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '@contract/catalogue.ts';
import shipped from '../../../../../resources/service-catalogue.json' with { type: 'json' };
import { parseDay } from '../../../../../src-renderer/shared/pure/day-input.ts';
import { decidedTree, pageOfService } from '../../../../../src-renderer/shared/catalogue/service-tree.ts';
import { recentPeriods } from '../../../../../src-renderer/pages/client/payments/recent-periods.ts';
import { formSections } from '../../../../../src-renderer/pages/client/vat/form-table.ts';
import { periodToFile } from '../../../../../src-renderer/pages/client/vat/period-to-file.ts';

const catalogue = shipped as Catalogue;
const services = catalogue.groups.flatMap((group) => group.sections.flatMap((section) => section.services));
const decisions = services.map((service, i) => ({
  serviceId: service.id,
  allowed: i % 2 === 0,
  missing: [],
  rule: null,
  whoCanMend: null,
  reason: null,
}));
const count = (tree: ReturnType<typeof decidedTree>): number => tree.reduce((sum, group) => sum + group.total, 0);

describe('service catalogue', () => {
  it('shows every service, narrows by words, group and what is allowed, and leaves no empty branch', () => {
    const all = { query: '', group: null, onlyAllowed: false };
    expect(count(decidedTree(catalogue, decisions, all))).toBe(services.length);
    expect(count(decidedTree(catalogue, decisions, { ...all, onlyAllowed: true }))).toBe(
      Math.ceil(services.length / 2),
    );
    const found = decidedTree(catalogue, decisions, { ...all, query: '增值税 留抵' })
      .flatMap((group) => group.sections)
      .flatMap((section) => section.services);
    expect(found.map(({ service }) => service.id)).toContain('tax.vat.general');
    for (const { service } of found)
      expect([service.title, service.description, ...service.keywords].join('\n')).toMatch(
        /增值税[\s\S]*留抵|留抵[\s\S]*增值税/,
      );
    expect(decidedTree(catalogue, decisions, { ...all, query: 'zzqq' })).toEqual([]);
    expect(decidedTree(catalogue, decisions, { ...all, group: 'query' }).map((group) => group.id)).toEqual(['query']);
  });

  it('has a page for exactly the services that work here', () => {
    expect(Object.keys(pageOfService).sort()).toEqual(
      services
        .filter((service) => service.kind === 'working')
        .map((service) => service.id)
        .sort(),
    );
  });
});

describe('days as typed', () => {
  it.each([
    ['20261123', '2026-11-23'],
    ['2026/1/3', '2026-01-03'],
    ['２０２６年１１月２３日', '2026-11-23'],
    ['2026-02-29', null],
    ['2028-02-29', '2028-02-29'],
    ['2026-13-01', null],
    ['', null],
    ['11-23', null],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });
  it('reads back every day it could have written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect([parseDay(day), parseDay(day.replaceAll('-', '')), parseDay(day.replaceAll('-', '/'))]).toEqual([
            day,
            day,
            day,
          ]);
        },
      ),
    );
  });
});

describe('periods', () => {
  it.each([
    [['none', 'none', 'submitted'], 1],
    [['none', 'draft', 'submitted'], 1],
    [['submitted', 'submitted', 'none'], 0],
    [['none', 'none', 'none'], 0],
    [['none', 'draft', 'none'], 1],
  ] as const)('of %o the one to open is %i', (states, index) => {
    expect(periodToFile(states.map((state, i) => ({ period: `p${i}`, state })))).toBe(`p${index}`);
  });
  it("lists months and quarters without gaps over a year's end", () => {
    expect(recentPeriods('2026-02-10', 4)).toEqual(['2026-02', '2026-Q1', '2026-01', '2025-12', '2025-Q4', '2025-11']);
  });
});

describe('form as tables', () => {
  const line = (key: string, number: string, group: string) => ({
    key,
    number,
    title: key,
    group,
    computed: false,
    formula: null,
  });
  it('puts columns of one group side by side by number, and tax beside its sales; every line has its cell', () => {
    const lines = [
      line('aG', '1', '一·货物'),
      line('bG', '2', '一·货物'),
      line('aS', '1', '一·服务'),
      line('cS', '4', '一·服务'),
      line('s', '附一1', '附列'),
      line('sTax', '附一1税额', '附列'),
      line('x', '11', '主表'),
    ];
    const sections = formSections(lines, { amount: '金额', sales: '销售额', tax: '税额' });
    expect(sections.map((section) => [section.title, section.columns])).toEqual([
      ['一', ['货物', '服务']],
      ['附列', ['销售额', '税额']],
      ['主表', ['金额']],
    ]);
    expect(sections[0]?.rows.map((row) => row.cells.map((cell) => cell?.key ?? null))).toEqual([
      ['aG', 'aS'],
      ['bG', null],
      [null, 'cS'],
    ]);
    expect(
      sections
        .flatMap((section) => section.rows)
        .flatMap((row) => row.cells)
        .filter((cell) => cell !== null),
    ).toHaveLength(lines.length);
  });
});
