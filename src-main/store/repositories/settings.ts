import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Single values of the store, each with its type; stored as JSON text. */
export interface Settings {
  /** What a training world's store knows about itself. */
  world: { world: string; seed: string; builtAt: number };
  /** The own office. */
  office: { name: string; ruleSet: 'liaoning-2020' | 'national-2023' };
  /** The office vault: its generation, and the vault key (base64) wrapped under the recovery key. */
  vault: { generation: number; recovery: string };
  lastBackupAt: number;
  /** Taxpayer ids that were right last on the login page (A1), newest first. */
  rememberedIds: { agency: string[]; enterprise: string[] };
  /** Training world: how far its clock is ahead of real time, in milliseconds. */
  clockOffset: number;
}

export async function setting<Key extends keyof Settings>(db: Kysely<Schema>, key: Key): Promise<Settings[Key] | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row ? (JSON.parse(row.value) as Settings[Key]) : undefined;
}

export async function putSetting<Key extends keyof Settings>(db: Kysely<Schema>, key: Key, value: Settings[Key]): Promise<void> {
  const row = { key, value: JSON.stringify(value) };
  await db.insertInto('setting').values(row).onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value })).execute();
}
