import { z } from 'zod';
import { accountKindSchema } from './client-secrets.ts';
import { daySchema, defaultMaxBytes, idSchema, procedure } from './procedure.ts';
import { uploadSchema } from './upload.ts';
import { plainText, readable } from './validators/plain-text.ts';

/** Maximum bytes of a key file. */
export const keyFileBytes = 1024 * 1024;

const entrySchema = z.number().int().min(0).max(20_000);

/** What somebody decided of entries and of the file. An entry that is not named stays as it was matched. */
export const entryChoicesSchema = z.object({
  entries: z
    .array(
      z.object({
        entry: entrySchema,
        /** Left out: as matched; null: nobody's. */
        clientId: idSchema.nullable().optional(),
        kind: accountKindSchema.optional(),
        /** The office's own kind, where `kind` is `own`. */
        ownKind: plainText(z.string().trim().max(30, '最多30个字')).optional(),
        /** Not to be imported: another entry may be the account that this one would be. */
        leave: z.boolean().default(false),
      }),
    )
    .max(20_000)
    .default([]),
  /** Notes become notes of the accounts, which everybody reads who sees the client. */
  notes: z.boolean().default(false),
});
export type EntryChoices = z.output<typeof entryChoicesSchema>;

/** One entry as matched. It never returns a secret or a note. */
export const entryRowSchema = z.object({
  entry: entrySchema,
  group: z.string(),
  title: z.string(),
  login: z.string(),
  site: z.string(),
  person: z.string(),
  validUntil: daySchema.nullable(),
  kind: accountKindSchema,
  ownKind: z.string(),
  client: z
    .object({
      clientId: idSchema,
      name: z.string(),
      /** How it was matched: by taxpayer number, by its whole name, by the beginning of a text, or by hand. */
      by: z.enum(['number', 'name', 'beginning', 'chosen']),
    })
    .nullable(),
  /** What importing it would do; `unknown` while the vault is closed; null: it cannot be imported, or has no client. */
  as: z.enum(['new', 'changed', 'same', 'unknown']).nullable(),
  /** Why it cannot be imported, in Chinese; null: it can, or lacks a client. */
  problem: z.string().nullable(),
  /** What of it is not imported, and what to look at, in Chinese. */
  warnings: z.array(z.string()),
});
export type EntryRow = z.infer<typeof entryRowSchema>;

/** 账号 of a password manager: read a file, match its entries to clients, take those that somebody said yes to. */
export const entryImports = {
  /** Reads an upload (of `imports.upload`) into a list of entries, kept in memory until it is run, closed, or unused for half an hour. */
  open: procedure.admin
    .meta({ maxBytes: keyFileBytes + defaultMaxBytes })
    .route({ path: '/entry-imports/open', summary: '读取密码管理器的文件' })
    .input(
      z.object({
        upload: uploadSchema,
        fileName: readable(z.string().max(255)),
        /** Of a KeePass file; empty: a key file alone. */
        passphrase: z.string().max(1_000, '密码过长，请核对').default(''),
        keyFile: z.file().max(keyFileBytes, '密钥文件过大，请核对是否选错').optional(),
      }),
    )
    .output(
      z.object({
        book: idSchema,
        from: z.enum(['keepass4', 'keepass3', 'keepassCsv', 'bitwardenCsv', 'bitwardenJson']),
        entries: z.number().int(),
        /** Entries in the bin of the file: not read. */
        binned: z.number().int(),
      }),
    ),
  /** Says what importing the entries would do with the present choices. Nothing is written. */
  preview: procedure.admin
    .meta({ maxBytes: 4 * 1024 * 1024 })
    .route({ path: '/entry-imports/preview', summary: '账号导入预览' })
    .input(z.object({ book: idSchema, choices: entryChoicesSchema.prefault({}) }))
    .output(z.object({ rows: z.array(entryRowSchema), vault: z.enum(['open', 'closed']) })),
  /** Imports the named entries, and no others: each of them is a yes. Long work, all or nothing. */
  run: procedure.admin
    .meta({ maxBytes: 4 * 1024 * 1024 })
    .route({ path: '/entry-imports/run', summary: '导入账号' })
    .input(
      z.object({
        book: idSchema,
        choices: entryChoicesSchema.prefault({}),
        entries: z.array(entrySchema).min(1, '请至少确认一条').max(20_000),
      }),
    )
    .output(z.object({ work: idSchema })),
  /** What a run did, kept until the desk closes. `import`: identifies it for its undo (`imports.undo`); null: nothing was written. */
  result: procedure.admin
    .route({ method: 'GET', path: '/entry-imports/{work}', summary: '账号导入结果' })
    .input(z.object({ work: idSchema }))
    .output(
      z.object({
        done: z.boolean(),
        import: idSchema.nullable(),
        added: z.number().int(),
        changed: z.number().int(),
        same: z.number().int(),
        clients: z.number().int(),
      }),
    ),
  /** Removes the entries from memory. */
  close: procedure.admin
    .route({ path: '/entry-imports/close', summary: '放弃密码管理器的内容' })
    .input(z.object({ book: idSchema }))
    .output(z.void()),
};
