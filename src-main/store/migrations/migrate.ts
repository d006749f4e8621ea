import type { Kysely } from 'kysely';
import { hasTable } from '../sqlite/has-table.sqlite.ts';
import { storeDamaged, storeFromFuture } from '../sqlite/refusals.ts';

/** One step of the schema. Applied once, in one transaction, and never edited after its release. */
export interface Migration {
  /** 1, 2, 3 … without a gap. */
  number: number;
  /** Recorded with the number, so that a database of another program is detected. */
  name: string;
  // The schema at the time of a step is not today's schema: only a migration's own statements give it types.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  up(db: Kysely<any>): Promise<void>;
}

/** What migrating needs from the database beyond portable SQL. */
export interface MigrationSurroundings {
  /** Called before the first step if the database holds data: keeps a copy. */
  beforeChange(from: number, to: number): Promise<void>;
  /** Turns foreign keys off while `work` rebuilds tables, and on again after it. */
  withoutForeignKeys<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Number of rows with a foreign key that points nowhere; a step that leaves any is rolled back. */
  foreignKeyViolations(): number;
}

interface MigrationTable {
  desk_migration: { number: number; name: string; applied_at: number };
}

/** @throws RangeError if numbers are not 1, 2, 3 … or a name repeats (a mistake in the list, found at start and in tests) */
export function assertGapless(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1)
      throw new RangeError(`Migration ${migration.number} stands at place ${index + 1}`);
  });
  if (new Set(migrations.map(({ name }) => name)).size !== migrations.length)
    throw new RangeError('Two migrations share a name');
}

/**
 * Number of the last migration of a database; 0 for a new one. Writes nothing.
 * @throws Refusal STORE_FROM_FUTURE if it has more migrations than this program knows; STORE_DAMAGED if it has others
 */
export async function versionOf(db: Kysely<unknown>, migrations: readonly Migration[]): Promise<number> {
  const own = db as Kysely<MigrationTable>;
  if (!(await hasTable(db, 'desk_migration'))) return 0;
  const applied = await own.selectFrom('desk_migration').select(['number', 'name']).orderBy('number').execute();
  if (applied.length > migrations.length) throw storeFromFuture();
  if (applied.some(({ number, name }, index) => number !== index + 1 || name !== migrations[index]?.name))
    throw storeDamaged();
  return applied.length;
}

/**
 * Brings a database to the newest version, each step in one transaction: a step succeeds completely or not at all.
 * @returns the version reached
 * @throws Refusal as {@link versionOf}; the error of a step, with that step undone and the earlier ones kept
 */
export async function migrate(
  db: Kysely<unknown>,
  migrations: readonly Migration[],
  around: MigrationSurroundings,
): Promise<number> {
  assertGapless(migrations);
  const from = await versionOf(db, migrations);
  const due = migrations.slice(from);
  if (due.length === 0) return from;
  if (from > 0) await around.beforeChange(from, migrations.length);
  return around.withoutForeignKeys(async () => {
    for (const step of due) {
      await db.transaction().execute(async (transaction) => {
        const own = transaction as unknown as Kysely<MigrationTable>;
        if (step.number === 1) await createTable(own);
        await step.up(transaction);
        if (around.foreignKeyViolations() > 0)
          throw new Error(`Migration ${step.number} leaves foreign keys that point nowhere`);
        await own
          .insertInto('desk_migration')
          .values({ number: step.number, name: step.name, applied_at: Date.now() })
          .execute();
      });
    }
    return migrations.length;
  });
}

async function createTable(db: Kysely<MigrationTable>): Promise<void> {
  await db.schema
    .createTable('desk_migration')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'integer', (column) => column.notNull())
    .execute();
}
