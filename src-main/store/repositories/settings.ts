import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

export interface VaultSetting {
  /** Grows with every rotation of the vault key. */
  generation: number;
  /** The vault key (base64) sealed to `recoveryPublic`. */
  recovery: string;
  /** Public half of what the recovery key opens (base64). Left out in a vault of before rotation was known: there `recovery` is wrapped under the recovery key. */
  recoveryPublic?: string;
  /** A member went while nobody had the vault open: the key is changed as soon as somebody opens it. */
  rotationDue?: boolean;
}

/** Single values of the store, each with its type; stored as JSON text. */
export interface Settings {
  /** What a training world's store knows about itself. */
  world: { world: string; seed: string; builtAt: number };
  /** The own office. */
  office: { name: string; ruleSet: 'liaoning-2020' | 'national-2023' };
  /** The office vault: which key it has, and how the recovery key opens it. */
  vault: VaultSetting;
  /** Whether the newest recovery key was typed back by whoever was shown it. Left out: an office of before this was asked, and a training world. */
  recoveryKeyKept: boolean;
  lastBackupAt: number;
  /** When the file was read through last, in milliseconds UTC, and whether a page of it did not open. */
  storeCheck: { at: number; damaged: boolean };
  /** Taxpayer ids that were right last on the login page (A1), newest first. */
  rememberedIds: { agency: string[]; enterprise: string[] };
  /** What columns of imported tables are, by list of headings (its hash), newest first: by column its field, `none`, or null where nothing was chosen. */
  importColumns: { key: string; columns: (string | null)[] }[];
  /** What accounts columns of passwords of imported tables are, by list of headings, newest first. */
  importAccounts: { key: string; accounts: object[] }[];
  /** Training world: how far its clock is ahead of real time, in milliseconds. */
  clockOffset: number;
}

export async function setting<Key extends keyof Settings>(
  db: Kysely<Schema>,
  key: Key,
): Promise<Settings[Key] | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row ? (JSON.parse(row.value) as Settings[Key]) : undefined;
}

export async function putSetting<Key extends keyof Settings>(
  db: Kysely<Schema>,
  key: Key,
  value: Settings[Key],
): Promise<void> {
  const row = { key, value: JSON.stringify(value) };
  await db
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value }))
    .execute();
}
