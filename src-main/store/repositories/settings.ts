import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

export interface VaultSetting {
  /** Grows with every rotation of the vault key. */
  generation: number;
  /** The vault key (base64) sealed to `recoveryPublic`. */
  recovery: string;
  /** Public half of the pair that the recovery key opens (base64). Absent in a vault from before key changes: there `recovery` is wrapped under the recovery key. */
  recoveryPublic?: string;
  /** A member left while nobody had the vault open: the next member who opens it changes the key. */
  rotationDue?: boolean;
}

/** Single values of the store, each with its type; stored as JSON text. */
export interface Settings {
  /** The training world's data about its store. */
  world: { world: string; seed: string; builtAt: number };
  /** The own office. */
  office: { name: string; ruleSet: 'liaoning-2020' | 'national-2023' };
  /** The office vault: which key it has, and how the recovery key opens it. */
  vault: VaultSetting;
  /** Whether the person who saw the newest recovery key typed it back. Absent: an office from before this check, or a training world. */
  recoveryKeyKept: boolean;
  lastBackupAt: number;
  /** When the whole file was last read, in milliseconds UTC, and whether a page of it did not open. */
  storeCheck: { at: number; damaged: boolean };
  /** Taxpayer ids of the last successful logins on the login page (A1), newest first. */
  rememberedIds: { agency: string[]; enterprise: string[] };
  /** Meanings of columns of imported tables, by hash of the list of headings, newest first: for each column its field, `none`, or null for no choice. */
  importColumns: { key: string; columns: (string | null)[] }[];
  /** Accounts of the password columns of imported tables, by list of headings, newest first. */
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
