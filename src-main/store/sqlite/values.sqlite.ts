import type { KyselyPlugin, QueryResult, RootOperationNode, UnknownRow } from 'kysely';
import * as z from 'zod/mini';
import { importJournalJson } from '../schema/import-journal.ts';
import { listViewsJson } from '../schema/list-views.ts';

/** zod's small build: the store is opened before anything else is loaded. SQLite has neither booleans nor JSON: this list says by column name which numbers and texts are one. A name means the same in every table. */
const flags = [
  'social_insurance_only',
  'is_agency',
  'typed_by_office',
  'favourite',
  'recorded_by_agency',
  'licence_always',
  'tax_debit',
  'retired',
  'show_reason',
] as const;
const json = {
  functions: z.array(z.string()),
  person_roles: z.array(z.string()),
  mobiles: z.array(z.string()),
  choices: z.array(z.string()),
  wages: z.array(z.object({ insuredId: z.string(), wage: z.int() })),
  ...importJournalJson,
  ...listViewsJson,
  lines: z.union([z.record(z.string(), z.int()), z.array(z.looseObject({ insuredId: z.string(), wage: z.int() }))]),
} as const;

type Reader = (value: unknown) => unknown;

/** In an outer join a column may be null. */
const orNull =
  (reader: Reader): Reader =>
  (value) =>
    value === null ? null : reader(value);

const readers = new Map<string, Reader>([
  ...flags.map((name): [string, Reader] => [name, orNull((value) => value !== 0)]),
  ...Object.entries(json).map(([name, schema]): [string, Reader] => [
    name,
    orNull((value) => schema.parse(JSON.parse(value as string))),
  ]),
]);

/** Converts rows from SQLite into domain values: booleans, lists, sums by line. @throws ZodError for data that this program cannot have written */
export function domainRows(rows: UnknownRow[]): UnknownRow[] {
  const [first] = rows;
  const found = first === undefined ? [] : Object.keys(first).filter((name) => readers.has(name));
  for (const name of found) {
    const read = readers.get(name)!;
    for (const row of rows) row[name] = read(row[name]);
  }
  return rows;
}

/** Converts every result of Kysely with {@link domainRows}. */
export const domainValues: KyselyPlugin = {
  transformQuery: ({ node }): RootOperationNode => node,
  transformResult: ({ result }): Promise<QueryResult<UnknownRow>> => {
    domainRows(result.rows);
    return Promise.resolve(result);
  },
};

/** SQLite's value for a domain value. */
export function storedValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}
