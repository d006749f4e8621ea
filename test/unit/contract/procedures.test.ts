import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCatalogue, permissionFunctions } from '../../../src-preload/contract/catalogue.ts';
import { contract } from '../../../src-preload/contract/index.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import catalogueJson from '../../../resources/service-catalogue.json' with { type: 'json' };
import { functionsAsked, openAreas, withoutFunction } from '../../../scripts/docs/permission-functions.ts';
import { proceduresOf } from '../../../scripts/docs/procedures.ts';

const all = proceduresOf(contract);

describe('the contract', () => {
  it('names an access and a Chinese summary for every procedure', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(
      all
        .filter(({ meta, route }) => !meta.access || !/[\u4e00-\u9fff]/.test(route.summary ?? ''))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('E5, G3: names a permission function wherever a person acts for an enterprise, or why none is needed', () => {
    const asking = all.flatMap(({ name, meta }) => {
      const functions = meta.access ? functionsAsked(meta.access) : null;
      return functions === null ? [] : [{ name, functions }];
    });
    const none = asking.filter(({ functions }) => functions.length === 0).map(({ name }) => name);
    expect(none.filter((name) => !(name in withoutFunction))).toEqual([]);
    expect(Object.keys(withoutFunction).filter((name) => !none.includes(name))).toEqual([]);
  });

  it('lets nobody in without a session but where a login, the desk or the training room needs it', () => {
    const open = all.filter(({ meta }) => meta.access?.kind === 'open').map(({ name }) => name.split('.')[0] ?? '');
    expect([...new Set(open)].filter((area) => !(area in openAreas))).toEqual([]);
    expect(Object.keys(openAreas).filter((area) => !open.includes(area))).toEqual([]);
  });

  it('asks in client and enterprise procedures only for permission functions that the catalogue has', () => {
    const known = new Set(permissionFunctions(loadCatalogue(catalogueJson)).map(({ id }) => id));
    const asked = all.flatMap(({ meta }) => (meta.access ? (functionsAsked(meta.access) ?? []) : []));
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((id) => !known.has(id))).toEqual([]);
  });

  it('J4: holds every reason and voucher, which others and the trail show, to what can be read', () => {
    const texts = all.flatMap(({ name, input }) => {
      const shape = input instanceof z.ZodObject ? (input.shape as Record<string, z.ZodType>) : {};
      return ['reason', 'voucher'].flatMap((field) => (shape[field] ? [{ name, field, schema: shape[field] }] : []));
    });
    expect(texts.length).toBeGreaterThan(8);
    for (const { name, field, schema } of texts) {
      expect(schema.safeParse('纸质协议已终止').success, `${name} ${field}`).toBe(true);
      expect(schema.safeParse('不满意\u202E服务').success, `${name} ${field}`).toBe(false);
    }
  });

  it('is served whole by the router: no procedure without a handler, no two on one path', () => {
    const served = new Set<string>();
    const walk = (node: unknown, path: string[]): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('~orpc' in node) {
        served.add(path.join('.'));
        return;
      }
      for (const [key, child] of Object.entries(node)) walk(child, [...path, key]);
    };
    walk(createRouter({ report: () => {} }), []);
    expect(all.map(({ name }) => name).filter((name) => !served.has(name))).toEqual([]);
    const routes = all.map(({ route }) => `${route.method ?? 'POST'} ${route.path ?? ''}`);
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
  });
});
