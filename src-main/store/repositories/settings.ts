import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../schema/index.ts';

const vaultSchema = z.object({
  /** Grows with every rotation of the vault key. */
  generation: z.number(),
  /** The vault key (base64) sealed to `recoveryPublic`. */
  recovery: z.string(),
  /** Public half of what the recovery key opens (base64). Left out in a vault of before rotation was known: there `recovery` is wrapped under the recovery key. */
  recoveryPublic: z.string().exactOptional(),
  /** A member went while nobody had the vault open: the key is changed as soon as somebody opens it. */
  rotationDue: z.boolean().exactOptional(),
});
export type VaultSetting = z.infer<typeof vaultSchema>;

/** Single values of the store, each with its schema; stored as JSON text. */
const settingSchemas = {
  /** What a training world's store knows about itself. */
  world: z.object({ world: z.string(), seed: z.string(), builtAt: z.number() }),
  /** The own office. */
  office: z.object({ name: z.string(), ruleSet: z.enum(['liaoning-2020', 'national-2023']) }),
  /** The office vault: which key it has, and how the recovery key opens it. */
  vault: vaultSchema,
  /** Whether the newest recovery key was typed back by whoever was shown it. Left out: an office of before this was asked, and a training world. */
  recoveryKeyKept: z.boolean(),
  lastBackupAt: z.number(),
  /** When the file was read through last, in milliseconds UTC, and whether a page of it did not open. */
  storeCheck: z.object({ at: z.number(), damaged: z.boolean() }),
  /** Taxpayer ids that were right last on the login page (A1), newest first. */
  rememberedIds: z.object({ agency: z.array(z.string()), enterprise: z.array(z.string()) }),
  /** What columns of imported tables are, by list of headings (its hash), newest first: by column its field, `none`, or null where nothing was chosen. */
  importColumns: z.array(z.object({ key: z.string(), columns: z.array(z.string().nullable()) })),
  /** What accounts columns of passwords of imported tables are, by list of headings, newest first. Each account is read by whoever understands it. */
  importAccounts: z.array(z.object({ key: z.string(), accounts: z.array(z.looseObject({})) })),
  /** Training world: how far its clock is ahead of real time, in milliseconds. */
  clockOffset: z.number(),
};
type Schemas = typeof settingSchemas;
type Settings = { [Key in keyof Schemas]: z.infer<Schemas[Key]> };
const schemas: { [Key in keyof Settings]: z.ZodType<Settings[Key]> } = settingSchemas;

/** @throws ZodError of what this program cannot have written */
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
