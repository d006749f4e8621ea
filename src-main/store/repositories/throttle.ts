import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { ThrottleTable } from '../schema/sessions.ts';

export type ThrottleRow = Selectable<ThrottleTable>;

export function throttleRow(db: Kysely<Schema>, key: string): Promise<ThrottleRow | undefined> {
  return db.selectFrom('throttle').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function putThrottleRow(db: Kysely<Schema>, row: ThrottleRow): Promise<void> {
  const { key: _, ...values } = row;
  await db
    .insertInto('throttle')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute();
}

export async function clearThrottle(db: Kysely<Schema>, keys: readonly string[]): Promise<void> {
  await db
    .deleteFrom('throttle')
    .where('key', 'in', [...keys])
    .execute();
}
