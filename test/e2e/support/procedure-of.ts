import { contract } from '../../../src-preload/contract/index.ts';
import type { Call } from './running-host.ts';

/** A procedure of the contract and the input that a call of its route gives it. */
export interface ProcedureCall {
  /** `clients`, `search`. */
  path: readonly [area: string, name: string];
  input: Record<string, unknown> | undefined;
}

interface Route {
  method?: string;
  path?: string;
}
type Area = Record<string, { '~orpc': { route: Route } }>;

const placeholder = /\{\+?(\w+)\}/g;

/**
 * The procedure that an HTTP call reaches, by the contract's own routes, so that specs name calls in one way for both hosts.
 * @throws when no route fits
 */
export function procedureOf({ method, path, body }: Call): ProcedureCall {
  const { pathname, searchParams } = new URL(path, 'http://host');
  let found: ProcedureCall | null = null;
  for (const [area, procedures] of Object.entries(contract as unknown as Record<string, Area>)) {
    for (const [name, procedure] of Object.entries(procedures)) {
      const { route } = procedure['~orpc'];
      const template = route.path ?? `/${area}/${name}`;
      if ((route.method ?? 'POST') !== method) continue;
      const match = new RegExp(`^${template.replaceAll(placeholder, '(?<$1>[^/]+)')}$`).exec(pathname);
      if (!match) continue;
      const given = {
        ...Object.fromEntries(searchParams),
        ...body,
        ...Object.fromEntries(
          Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
        ),
      };
      const call: ProcedureCall = {
        path: [area, name],
        input: Object.keys(given).length === 0 && body === undefined ? undefined : given,
      };
      // A route without placeholders goes before one with: `/clients/search` is no client.
      if (match.groups === undefined) return call;
      found = call;
    }
  }
  if (!found) throw new Error(`no route of the contract is ${method} ${pathname}`);
  return found;
}
