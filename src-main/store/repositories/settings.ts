import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** A single value of the desk, or undefined when it was never set. */
export async function settingOf(db: Kysely<Schema>, key: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : JSON.parse(row.value);
}

/** Sets a single value (anything JSON can hold). */
export async function keepSetting(db: Kysely<Schema>, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await db.insertInto('setting').values({ key, value: text }).onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text })).execute();
}
