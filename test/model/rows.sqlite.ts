import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type UnknownRow,
} from 'kysely';
import type { Connection } from '../../src-main/store/sqlite/connection.sqlite.ts';
import { domainRows } from '../../src-main/store/sqlite/values.sqlite.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';

/* The store is looked at after every step, so its questions are compiled once and asked without Kysely between. */

const nowhere = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A question to the store, typed by its schema. */
export const question = <Row>(build: (db: Kysely<Schema>) => { compile(): CompiledQuery<Row> }): CompiledQuery<Row> =>
  build(nowhere).compile();

/** Answers of one open store. @param parameters in the place of those that the question was built with */
export function rowsOf(sqlite: Connection): <Row>(asked: CompiledQuery<Row>, parameters?: readonly unknown[]) => Row[] {
  const prepared = new Map<string, ReturnType<Connection['prepare']>>();
  return <Row>({ sql, parameters: built }: CompiledQuery<Row>, parameters: readonly unknown[] = built): Row[] => {
    const statement = prepared.get(sql) ?? sqlite.prepare(sql);
    prepared.set(sql, statement);
    return domainRows(statement.all(...parameters) as UnknownRow[]) as Row[];
  };
}
