import { describe, expect, it } from 'vitest';
import { contract } from '@contract/index.ts';
import { procedureOf } from '../../e2e/support/procedure-of.ts';

/** Every procedure of the contract that has a route of its own. */
const routes = Object.entries(contract).flatMap(([area, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => {
    const { method, path }: { method?: string; path?: string } = procedure['~orpc'].route;
    return { area, name, method: method ?? 'POST', path: path ?? `/${area}/${name}` };
  }),
);

describe('a call that a spec names by its route', () => {
  it('reaches that very procedure, on the desktop as over HTTP', () => {
    expect(routes.length).toBeGreaterThan(50);
    for (const { area, name, method, path } of routes) {
      expect(procedureOf({ method, path: path.replaceAll(/\{\+?(\w+)\}/g, 'a-$1') }).path, `${method} ${path}`).toEqual(
        [area, name],
      );
    }
  });

  it('takes what stands in the path, in the query and in the body for its input', () => {
    expect(procedureOf({ method: 'GET', path: '/clients/c%20001' }).input).toEqual({ clientId: 'c 001' });
    expect(
      procedureOf({ method: 'POST', path: '/clients/c001/enter', body: { with: { kind: 'remembered' } } }),
    ).toEqual({ path: ['clients', 'enter'], input: { clientId: 'c001', with: { kind: 'remembered' } } });
    expect(procedureOf({ method: 'POST', path: '/clients/search', body: {} })).toEqual({
      path: ['clients', 'search'],
      input: {},
    });
    expect(procedureOf({ method: 'GET', path: '/session' })).toEqual({
      path: ['session', 'current'],
      input: undefined,
    });
  });

  it('that has no route is a mistake of the spec', () => {
    expect(() => procedureOf({ method: 'GET', path: '/business/abc/home' })).toThrow('GET /business/abc/home');
  });
});
