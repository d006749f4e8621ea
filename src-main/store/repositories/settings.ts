import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../schema/index.ts';

const vaultSchema = z.object({
  /** Increases with every change of the vault key. */
  generation: z.number(),
  /** The vault key (base64) sealed to `recoveryPublic`. */
  recovery: z.string(),
  /** Public half of the pair that the recovery key opens (base64). Absent in a vault from before key changes: there `recovery` is wrapped under the recovery key. */
  recoveryPublic: z.string().exactOptional(),
  /** A member left while nobody had the vault open: the next member who opens it changes the key. */
  rotationDue: z.boolean().exactOptional(),
});
export type VaultSetting = z.infer<typeof vaultSchema>;

/** Single values of the store, each with its schema; stored as JSON text. */
const settingSchemas = {
  /** The training world's data about its store. */
  world: z.object({ world: z.string(), seed: z.string(), builtAt: z.number() }),
  /** The own office. */
  office: z.object({ name: z.string(), ruleSet: z.enum(['liaoning-2020', 'national-2023']) }),
  /** The office vault: which key it has, and how the recovery key opens it. */
  vault: vaultSchema,
  /** Whether the person who saw the newest recovery key typed it back. Absent: an office from before this check, or a training world. */
  recoveryKeyKept: z.boolean(),
  lastBackupAt: z.number(),
  /** Grows with every change of the office's own fields. Absent: none yet. */
  ownFieldsRevision: z.number(),
  /** When the whole file was last read, in milliseconds UTC, and whether a page of it did not open. */
  storeCheck: z.object({ at: z.number(), damaged: z.boolean() }),
  /** Taxpayer ids of the last successful logins on the login page (A1), newest first. */
  rememberedIds: z.object({ agency: z.array(z.string()), enterprise: z.array(z.string()) }),
  /** Meanings of columns of imported tables, by hash of the list of headings, newest first: for each column its field, `none`, or null for no choice. */
  importColumns: z.array(z.object({ key: z.string(), columns: z.array(z.string().nullable()) })),
  /** Accounts of the password columns of imported tables, by list of headings, newest first. The code that uses an account parses it. */
  importAccounts: z.array(z.object({ key: z.string(), accounts: z.array(z.looseObject({})) })),
  /** By which readings of names the stored search texts were made. Absent: by older ones. */
  readings: z.string(),
  /** Training world: how far its clock is ahead of real time, in milliseconds. */
  clockOffset: z.number(),
};
type Schemas = typeof settingSchemas;
type Settings = { [Key in keyof Schemas]: z.infer<Schemas[Key]> };
const schemas: { [Key in keyof Settings]: z.ZodType<Settings[Key]> } = settingSchemas;

/** @throws ZodError for data that this program cannot have written */
export async function setting<Key extends keyof Settings>(
  db: Kysely<Schema>,
  key: Key,
): Promise<Settings[Key] | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row ? schemas[key].parse(JSON.parse(row.value)) : undefined;
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
