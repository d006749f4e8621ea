import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { loadCatalogue, permissionFunctions } from '../../../src-preload/contract/catalogue.ts';
import { contract } from '../../../src-preload/contract/index.ts';
import type { ProcedureMeta } from '../../../src-preload/contract/procedure.ts';
import { createRouter } from '../../../src-main/router.ts';
import catalogueJson from '../../../resources/service-catalogue.json' with { type: 'json' };

interface Named { name: string; meta: ProcedureMeta; route: { method?: string; path?: string; summary?: string } }

function procedures(node: unknown, path: string[] = []): Named[] {
  if (isContractProcedure(node)) return [{ name: path.join('.'), meta: node['~orpc'].meta as ProcedureMeta, route: node['~orpc'].route }];
  return Object.entries(node as object).flatMap(([key, child]) => procedures(child, [...path, key]));
}

const all = procedures(contract);

describe('the contract', () => {
  it('names an access and a Chinese summary for every procedure', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(({ meta, route }) => !meta.access || !/[\u4e00-\u9fff]/.test(route.summary ?? '')).map(({ name }) => name)).toEqual([]);
  });

  it('asks in client and enterprise procedures only for permission functions that the catalogue has', () => {
    const known = new Set(permissionFunctions(loadCatalogue(catalogueJson)).map(({ id }) => id));
    const asked = all.flatMap(({ meta }) => (meta.access?.kind === 'client' || meta.access?.kind === 'enterprise' ? meta.access.functions : []));
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((id) => !known.has(id))).toEqual([]);
  });

  it('is served whole by the router: no procedure without a handler, no two on one path', () => {
    const served = new Set(procedures({}).map(({ name }) => name));
    const walk = (node: unknown, path: string[]): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('~orpc' in node) { served.add(path.join('.')); return; }
      for (const [key, child] of Object.entries(node)) walk(child, [...path, key]);
    };
    walk(createRouter({ report: () => {} }), []);
    expect(all.map(({ name }) => name).filter((name) => !served.has(name))).toEqual([]);
    const routes = all.map(({ route }) => `${route.method ?? 'POST'} ${route.path ?? ''}`);
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
  });
});
