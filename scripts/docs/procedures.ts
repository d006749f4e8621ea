import { isContractProcedure } from '@orpc/contract';
import type { ProcedureMeta } from '../../src-preload/contract/procedure.ts';

/** A procedure of the contract with what it declares. */
export interface NamedProcedure {
  name: string;
  meta: ProcedureMeta;
  route: { method?: string; path?: string; summary?: string };
  input: unknown;
}

/** Every procedure below a node of the contract, in the contract's order. */
export function proceduresOf(node: unknown, path: readonly string[] = []): NamedProcedure[] {
  if (isContractProcedure(node))
    return [
      {
        name: path.join('.'),
        meta: node['~orpc'].meta as ProcedureMeta,
        route: node['~orpc'].route,
        input: node['~orpc'].inputSchema,
      },
    ];
  return Object.entries(node as object).flatMap(([key, child]) => proceduresOf(child, [...path, key]));
}
