import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { applyPragmas } from '../../src-main/store/sqlite/connection.sqlite.ts';
import { dialectOf } from '../../src-main/store/sqlite/dialect.sqlite.ts';
import { domainValues } from '../../src-main/store/sqlite/values.sqlite.ts';
import { type Migration, migrate } from '../../src-main/store/migrations/migrate.ts';

/** The same store without encryption, to measure what encryption costs. Not reachable from the program. */
export async function openPlainStore<Schema>(file: string, migrations: readonly Migration[]) {
  const sqlite = new Database(file);
  applyPragmas(sqlite, false);
  const db = new Kysely<Schema>({ dialect: dialectOf(sqlite), plugins: [domainValues] });
  await migrate(db as Kysely<unknown>, migrations, {
    beforeChange: async () => {},
    withoutForeignKeys: (work) => work(),
    foreignKeyViolations: () => 0,
  });
  return { db, sqlite, close: () => db.destroy() };
}
