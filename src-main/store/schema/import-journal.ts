import type { ColumnType } from 'kysely';
import * as z from 'zod/mini';

const clientStateSchema = z.object({
  name: z.string(),
  taxpayerId: z.string(),
  kind: z.enum(['general', 'smallScale']),
  /** The registered address, if only the office typed it. */
  typedAddress: z.string(),
  address: z.string(),
  contact: z.string(),
  note: z.string(),
  /** Assigned staff members, in order of their ids. */
  handlers: z.array(z.string()),
  /** Digest of the dossier; empty: nothing stands in it. Absent: written by a version that imported no dossiers. */
  dossier: z.optional(z.string()),
});
/** The data of a client that an import can change, beside agreements and accounts. */
export type ClientState = z.infer<typeof clientStateSchema>;

const changedAccountSchema = z.object({
  accountId: z.string(),
  /** Null: the secret did not change. */
  versionBefore: z.nullable(z.number()),
  login: z.string(),
  person: z.string(),
  site: z.string(),
  revisionAfter: z.number(),
});
/** An account before an import changed it. */
export type ChangedAccount = z.infer<typeof changedAccountSchema>;

const importChangeSchema = z.object({
  name: z.string(),
  /** Null: the client was added. */
  before: z.nullable(clientStateSchema),
  after: clientStateSchema,
  /** The dossier as it was, where the import changed it. The engine's `Dossier`; what was once accepted is not checked again. */
  dossierBefore: z.optional(z.record(z.string(), z.unknown())),
  /** The import also added the enterprise. */
  typed: z.boolean(),
  agreementId: z.nullable(z.string()),
  accountsAdded: z.array(z.string()),
  accountsChanged: z.array(changedAccountSchema),
});
/** What an import did to one client; never a secret. */
export type ImportChange = z.infer<typeof importChangeSchema>;

const rememberedBeforeSchema = z.object({
  client_id: z.string(),
  agreement_id: z.string(),
  /** In JSON as base64. */
  sealed: z.pipe(
    z.base64(),
    z.transform((text) => Buffer.from(text, 'base64')),
  ),
  vault_generation: z.number(),
  password_version: z.number(),
  remembered_at: z.number(),
  remembered_by: z.string(),
});
type RememberedBefore = z.infer<typeof rememberedBeforeSchema>;

const undoneSchema = z.object({
  removed: z.number(),
  restored: z.number(),
  /** Clients that somebody changed or used since, each with the reason. */
  kept: z.array(z.object({ clientId: z.string(), name: z.string(), reason: z.string() })),
});
type Undone = z.infer<typeof undoneSchema>;

/** The JSON schema of each column of {@link ImportJournalTables}. */
export const importJournalJson = {
  change: importChangeSchema,
  remembered: rememberedBeforeSchema,
  undo_result: undoneSchema,
} as const;

/** A written import, until it and its rows are too old to be undone. */
export interface ImportRunTable {
  id: string;
  at: number;
  handler_id: string;
  by_name: string;
  session_id: string;
  /** Name of the file; empty: pasted text. */
  file: string;
  added: number;
  updated: number;
  accounts: number;
  /** Trail records that its own act wrote, and the last record of its consequences. */
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
  /** The previously remembered agreement password, in its former seal; null: none. */
  remembered: ColumnType<RememberedBefore | null, string | null, string | null>;
}

export interface ImportJournalTables {
  import_run: ImportRunTable;
  import_row: ImportRowTable;
}
