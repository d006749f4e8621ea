import { z } from 'zod';
import { idSchema, instantSchema } from './procedure.ts';

/** What undoing an import does, or did; `kept`: clients changed or used since, each with the reason. */
export const undoResultSchema = z.object({
  removed: z.number().int(),
  restored: z.number().int(),
  kept: z.array(z.object({ clientId: idSchema, name: z.string(), reason: z.string() })),
});
export type UndoResult = z.infer<typeof undoResultSchema>;

/** An import that was run, as 最近的导入 lists it. */
export const pastImportSchema = z.object({
  import: idSchema,
  at: instantSchema,
  by: z.string(),
  /** Name of the file; empty: pasted text. */
  file: z.string(),
  added: z.number().int(),
  updated: z.number().int(),
  /** Number of accounts (账号与密码) added or changed. */
  accounts: z.number().int(),
  undone: undoResultSchema.extend({ at: instantSchema, by: z.string() }).nullable(),
});
export type PastImport = z.infer<typeof pastImportSchema>;
