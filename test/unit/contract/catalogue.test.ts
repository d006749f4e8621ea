import { describe, expect, it } from 'vitest';
import {
  catalogueFaults,
  findService,
  flattenServices,
  functionsOfBundle,
  functionsOfGroup,
  grantableFunctions,
  loadCatalogue,
  permissionFunctions,
  type Catalogue,
} from '@contract/catalogue.ts';
import raw from '../../../resources/service-catalogue.json' with { type: 'json' };

const catalogue = loadCatalogue(raw);
const services = flattenServices(catalogue).map((placed) => placed.service);
const chinese = /\p{Script=Han}/u;
/** A copy with one service changed. */
const changed = (id: string, change: Record<string, unknown>): Catalogue => {
  const copy = structuredClone(catalogue);
  Object.assign(findService(copy, id)?.service ?? {}, change);
  return copy;
};

describe('service catalogue', () => {
  it('has the six groups of the bureau and at least seventy services', () => {
    expect(catalogue.groups.map((group) => group.title)).toEqual(['办税', '查询', '证明', '发票', '社保', '公众服务']);
    expect(services.length).toBeGreaterThanOrEqual(70);
    for (const group of catalogue.groups) expect(group.sections.length, group.id).toBeGreaterThanOrEqual(2);
  });

  it('names the six services that work, and no other', () => {
    const working = services.filter((service) => service.kind === 'working').map((service) => service.id);
    expect(working.toSorted()).toEqual([
      'cert.taxPayment',
      'pay.record',
      'query.filings',
      'query.payments',
      'tax.vat.general',
      'tax.vat.smallScale',
    ]);
    for (const id of working) expect(findService(catalogue, id)?.service.needs).toEqual([id]);
  });

  it('speaks Chinese, without exclamation marks, and every title is its own', () => {
    const texts = services.flatMap((service) => [
      service.title,
      service.description,
      ...service.guide,
      ...service.keywords,
    ]);
    for (const text of [...texts, ...catalogue.bundles.flatMap((bundle) => [bundle.title, bundle.description])]) {
      expect(text).not.toMatch(/[!！]/u);
      expect(text.trim()).toBe(text);
    }
    for (const service of services)
      for (const line of [service.title, service.description, ...service.guide])
        expect(line, service.id).toMatch(chinese);
    expect(new Set(services.map((service) => service.title)).size).toBe(services.length);
  });

  it('invents no numbers of laws or notices', () => {
    for (const service of services)
      expect(service.guide.join('')).not.toMatch(/第\s*[0-9一二三四五六七八九十百]+\s*条|〔\d{4}〕|\d+\s*号公告/u);
  });

  it('H4: staff maintenance and delegation management are functions that no agreement may hold', () => {
    const all = permissionFunctions(catalogue).map((permission) => permission.id);
    const grantable = grantableFunctions(catalogue).map((permission) => permission.id);
    expect(all.filter((id) => !grantable.includes(id)).toSorted()).toEqual(['delegation.manage', 'staff.maintain']);
    expect(catalogueFaults(changed('staff.maintain', { grantable: true }))).toEqual([
      'staff.maintain must not be grantable',
    ]);
  });

  it('H4: every bundle can be granted, and the last one is everything that can', () => {
    const grantable = grantableFunctions(catalogue).map((permission) => permission.id);
    for (const bundle of catalogue.bundles)
      expect(
        bundle.functions.filter((id) => !grantable.includes(id)),
        bundle.id,
      ).toEqual([]);
    expect(functionsOfBundle(catalogue, 'all')).toEqual(grantable);
    expect(functionsOfBundle(catalogue, 'filing')).toEqual(
      expect.arrayContaining(['tax.vat.general', 'tax.vat.smallScale', 'pay.record', 'query.filings']),
    );
    expect(functionsOfBundle(catalogue, 'nothing')).toEqual([]);
  });

  it('B8: the social-insurance functions are those of their group', () => {
    const social = functionsOfGroup(catalogue, 'social');
    expect(social.length).toBeGreaterThan(5);
    expect(social.every((id) => id.startsWith('social.'))).toBe(true);
    expect(functionsOfGroup(catalogue, 'public')).toEqual([]);
  });

  it('finds a service with its branch', () => {
    expect(findService(catalogue, 'tax.vat.general')).toMatchObject({
      group: { id: 'tax' },
      section: { title: '主要税种申报' },
    });
    expect(findService(catalogue, 'tax.nothing')).toBeNull();
  });

  it('refuses a catalogue that does not hold together', () => {
    expect(catalogueFaults(changed('tax.stamp', { id: 'tax.deed', needs: ['tax.deed'] }))).toContain(
      'id tax.deed is used twice',
    );
    expect(catalogueFaults(changed('tax.stamp', { needs: ['tax.stamp', 'tax.unknown'] }))).toEqual([
      'tax.stamp needs unknown function tax.unknown',
    ]);
    expect(() => loadCatalogue(changed('tax.stamp', { needs: ['tax.unknown'] }))).toThrow('tax.unknown');
    expect(() => loadCatalogue({ ...catalogue, version: 2 })).toThrow();
    const bundle = structuredClone(catalogue);
    bundle.bundles[0]?.functions.push('staff.maintain');
    expect(catalogueFaults(bundle)).toEqual(['bundle filing holds staff.maintain, which cannot be granted']);
  });
});
