import { createHash } from 'node:crypto';
import type { FunctionSetTable } from '../../store/schema/agreements.ts';

/** The stored form of a set of permission functions (L1): sorted, without duplicates, identified by its hash, shared by agreements with the same set. */
export function functionSetOf(functions: Iterable<string>): FunctionSetTable {
  const sorted = [...new Set(functions)].toSorted();
  return { id: createHash('sha256').update(JSON.stringify(sorted)).digest('hex'), functions: sorted };
}
