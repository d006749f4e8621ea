import type { ColumnType } from 'kysely';
import { z } from 'zod';

const clientStateSchema = z.object({
  name: z.string(),
  taxpayerId: z.string(),
  kind: z.enum(['general', 'smallScale']),
  /** The registered address, where only the office typed it. */
  typedAddress: z.string(),
  address: z.string(),
  contact: z.string(),
  note: z.string(),
  /** Staff members assigned, in order of their ids. */
  handlers: z.array(z.string()),
});
/** What an import can change of a client, beside agreements and accounts. */
export type ClientState = z.infer<typeof clientStateSchema>;

const changedAccountSchema = z.object({
  accountId: z.string(),
  /** Null: the secret stayed. */
  versionBefore: z.number().nullable(),
  login: z.string(),
  person: z.string(),
  site: z.string(),
  revisionAfter: z.number(),
});
/** What an account was before an import changed it. */
export type ChangedAccount = z.infer<typeof changedAccountSchema>;

const importChangeSchema = z.object({
  name: z.string(),
  /** Null: the client was added. */
  before: clientStateSchema.nullable(),
  after: clientStateSchema,
  /** The enterprise was not known before, either. */
  typed: z.boolean(),
  agreementId: z.string().nullable(),
  accountsAdded: z.array(z.string()),
  accountsChanged: z.array(changedAccountSchema),
});
/** What an import did to one client; never a secret. */
export type ImportChange = z.infer<typeof importChangeSchema>;

const rememberedBeforeSchema = z.object({
  client_id: z.string(),
  agreement_id: z.string(),
  /** In JSON as base64. */
  sealed: z.base64().transform((text) => Buffer.from(text, 'base64')),
  vault_generation: z.number(),
  password_version: z.number(),
  remembered_at: z.number(),
  remembered_by: z.string(),
});
type RememberedBefore = z.infer<typeof rememberedBeforeSchema>;

const undoneSchema = z.object({
  removed: z.number(),
  restored: z.number(),
  /** Clients that something was done with since, each with why. */
  kept: z.array(z.object({ clientId: z.string(), name: z.string(), reason: z.string() })),
});
type Undone = z.infer<typeof undoneSchema>;

/** By column of {@link ImportJournalTables}, what its JSON is. */
export const importJournalJson = {
  change: importChangeSchema,
  remembered: rememberedBeforeSchema,
  undo_result: undoneSchema,
} as const;

/** An import that was written, until it and its rows are too old to be undone. */
export interface ImportRunTable {
  id: string;
  at: number;
  handler_id: string;
  by_name: string;
  session_id: string;
  /** Name of the file; empty: it was pasted. */
  file: string;
  added: number;
  updated: number;
  accounts: number;
  /** Records of the trail that its own act wrote, and the last one of what followed it. */
  first_seq: number;
  last_seq: number;
  end_seq: number | null;
  undone_at: number | null;
  undone_by: string | null;
  undo_first_seq: number | null;
  undo_last_seq: number | null;
  /** What the undo removed, restored and kept. */
  undo_result: Undone | null;
}

/** What an import did to one client. */
export interface ImportRowTable {
  import_id: string;
  client_id: string;
  change: ImportChange;
  /** The remembered agreement password that was there before, sealed as it was; null: none. */
  remembered: ColumnType<RememberedBefore | null, string | null, null>;
}

export interface ImportJournalTables {
  import_run: ImportRunTable;
  import_row: ImportRowTable;
}
