import { z } from 'zod';
import { accountKindSchema } from './client-secrets.ts';
import { fieldProblemSchema } from './errors.ts';
import { daySchema, defaultMaxBytes, idSchema, instantSchema, procedure } from './procedure.ts';
import { pieceBytes } from './shell.ts';
import { takenPieceSchema, uploadPieceSchema, uploadSchema } from './upload.ts';
import { keptBecauseSchema } from './validators/stored-taxpayer-id.ts';
import { plainText, readable } from './validators/plain-text.ts';

/** Bytes of the longest text (with the clipboard's HTML) and the largest file of an import, and of all that are on their way at once. */
export const importLimits = { bytes: 64 * 1024 * 1024, together: 128 * 1024 * 1024 } as const;

/** What is wrong with a row, by field; a `warning` does not keep the row out. */
export const rowProblemSchema = fieldProblemSchema.extend({
  warning: z.boolean().optional(),
  /** The number, where it can be kept as it stands once somebody says why (K3); with `warning`: it is kept. */
  keep: z.string().optional(),
});
export type RowProblem = z.infer<typeof rowProblemSchema>;

/** What a table is read from, whole in `upload`: typed or pasted text in UTF-8, after which the clipboard's HTML may stand, or a file, whose name tells nothing. */
export const importSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), upload: uploadSchema, textBytes: z.number().int().min(0) }),
  z.object({ kind: z.literal('file'), upload: uploadSchema, fileName: readable(z.string().max(255)) }),
]);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** How many accounts (账号与密码) a row brings; `unknown`: only the open vault can tell. */
const accountCountsSchema = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  unknown: z.number().int(),
});

/** One row of the table, as understood. Agreement passwords are taken in, never given back. */
export const importRowSchema = z.object({
  /** Line in the text or row in the sheet at which the record begins, from 1. */
  line: z.number().int(),
  name: z.string(),
  taxpayerId: z.string(),
  firstDay: daySchema.nullable(),
  lastDay: daySchema.nullable(),
  hasPassword: z.boolean(),
  accounts: accountCountsSchema,
  /** `new`, `update` (client known), `same` (nothing to do), `refused` (see problems). */
  verdict: z.enum(['new', 'update', 'same', 'refused']),
  problems: z.array(rowProblemSchema),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const columnIndexSchema = z.number().int().min(0).max(200);
const fieldSchema = z.string().max(40);

const line = (most: number) => plainText(z.string().trim().max(most, `最多${most}个字`)).default('');

/** What the passwords of a column open, whose they are, and where the login names stand. */
export const importAccountSchema = z
  .object({
    column: columnIndexSchema,
    kind: accountKindSchema,
    /** The office's own kind, where `kind` is `own`. */
    ownKind: line(30),
    site: line(200),
    /** The same for all rows; empty: as `personColumn` says. */
    person: line(50),
    personColumn: columnIndexSchema.nullable().default(null),
    loginColumn: columnIndexSchema.nullable().default(null),
  })
  .refine(({ kind, ownKind }) => kind !== 'own' || ownKind !== '', {
    path: ['ownKind'],
    error: '请填写账号类型的名称',
  });
export type ImportAccount = z.output<typeof importAccountSchema>;

/** How somebody wants the table read; what is left out is found out. */
export const importLayoutSchema = z.object({
  sheet: z.number().int().min(0).max(1_000).default(0),
  /** Line of the headings; null: there are none. Left out: they are looked for. */
  heading: z.number().int().min(1).nullable().optional(),
  /** `look`: with the line of groups above or below that belongs to it, if there is one. */
  headingRows: z.union([z.literal(1), z.literal(2), z.literal('look')]).default(1),
  /** What columns are, by index: a field, or `none`. */
  columns: z
    .array(z.object({ column: columnIndexSchema, field: fieldSchema }))
    .max(200)
    .default([]),
  /** What columns of passwords are whose field is `accountSecret`; left out: as they seem to be. */
  accounts: z.array(importAccountSchema).max(200).default([]),
  /** Whom names mean that are no staff member's; null: nobody. */
  staff: z
    .array(z.object({ name: z.string().max(100), handlerId: idSchema.nullable() }))
    .max(500)
    .default([]),
  /** What rows are that may be clients who are known already; `keep`: fields of the client that stay. */
  decisions: z
    .array(
      z.object({
        line: z.number().int().min(1),
        as: z.enum(['update', 'separate']),
        keep: z.array(z.enum(['name', 'taxpayerId', 'taxpayerKind', 'contact', 'address', 'note'])).default([]),
      }),
    )
    .max(20_000)
    .default([]),
  /** Numbers that break their check and are kept as they stand (K3), by why. */
  kept: z
    .array(
      z.object({
        reason: keptBecauseSchema.refine((text) => text !== '', '请填写保留的理由'),
        numbers: z.array(z.string().max(21)).min(1).max(20_000),
      }),
    )
    .max(100)
    .default([]),
  /** Records set aside that are to be imported all the same. */
  takenIn: z.array(z.number().int().min(1)).max(20_000).default([]),
});
export type ImportLayout = z.input<typeof importLayoutSchema>;

export const importColumnSchema = z.object({
  column: columnIndexSchema,
  heading: z.string(),
  /** Field it is stored as; null: not used. */
  field: fieldSchema.nullable(),
  how: z.enum(['heading', 'content', 'remembered', 'chosen', 'none']),
  /** What the heading says where the program has no field for it. */
  known: z.string().nullable(),
  /** What it may be: waits for a yes. */
  suggestion: fieldSchema.nullable(),
  /** Chinese reason. */
  evidence: z.string().nullable(),
  /** Some cells; what is secret or personal is masked. */
  samples: z.array(z.string()),
  secret: z.boolean(),
  /** Of passwords: what their account is, or may be. */
  account: importAccountSchema.nullable(),
  /** Columns of passwords whose login name or person it holds. */
  usedBy: z.array(z.string()),
  /** Cells that hold anything. */
  filled: z.number().int(),
});
export type ImportColumn = z.infer<typeof importColumnSchema>;

/** Why a record is no client. */
export const asideReasonSchema = z.enum(['above', 'heading', 'example', 'total', 'note', 'repeated', 'hidden']);

const bookSchema = z.object({
  book: idSchema,
  from: z.enum(['text', 'html', 'workbook']),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).nullable(),
  /** Places that could not be read in that encoding; each shows as �. */
  replaced: z.number().int(),
  sheets: z.array(
    z.object({ name: z.string(), hidden: z.boolean(), notes: z.array(z.string()), records: z.number().int() }),
  ),
});

/** What undoing an import does, or did; `kept`: clients that something was done with since, each with why. */
const undoResultSchema = z.object({
  removed: z.number().int(),
  restored: z.number().int(),
  kept: z.array(z.object({ clientId: idSchema, name: z.string(), reason: z.string() })),
});
export type UndoResult = z.infer<typeof undoResultSchema>;

const pastImportSchema = z.object({
  import: idSchema,
  at: instantSchema,
  by: z.string(),
  /** Name of the file; empty: it was pasted. */
  file: z.string(),
  added: z.number().int(),
  updated: z.number().int(),
  /** Accounts (账号与密码) that came in or were changed. */
  accounts: z.number().int(),
  undone: undoResultSchema.extend({ at: instantSchema, by: z.string() }).nullable(),
});
export type PastImport = z.infer<typeof pastImportSchema>;

export const imports = {
  /**
   * Takes the next piece of a text or file that is to be read: pieces in order, the first without `upload`. It is kept in memory, one a session, until it is
   * read by `open`, another one begins, the session ends, or no piece comes for five minutes.
   */
  upload: procedure.admin
    .meta({ maxBytes: pieceBytes + defaultMaxBytes })
    .route({ path: '/imports/pieces', summary: '上传导入内容的一段' })
    .input(uploadPieceSchema)
    .output(takenPieceSchema),
  /** Reads what was uploaded into a book that is kept in memory until it is run, closed, or left alone for half an hour. Nothing is written. */
  open: procedure.admin
    .route({ path: '/imports/open', summary: '读取导入内容' })
    .input(z.object({ source: importSourceSchema }))
    .output(bookSchema),
  /** Says what importing a book would do, as it is laid out. Nothing is written. */
  preview: procedure.admin
    .meta({ maxBytes: 512 * 1024 })
    .route({ path: '/imports/preview', summary: '导入预览' })
    .input(z.object({ book: idSchema, layout: importLayoutSchema.prefault({}) }))
    .output(
      z.object({
        preview: idSchema,
        heading: z.object({ line: z.number().int(), rows: z.union([z.literal(1), z.literal(2)]) }).nullable(),
        /** First records of the sheet, as they stand; what is secret or personal is masked. */
        top: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
        columns: z.array(importColumnSchema),
        /** What a column can be told to be. */
        fields: z.array(z.object({ id: fieldSchema, title: z.string(), agreement: z.boolean() })),
        /** Records that are no clients, with why. */
        aside: z.array(z.object({ line: z.number().int(), text: z.string(), reason: asideReasonSchema })),
        /** Names that are no staff member's, with how many rows have them. */
        unknownStaff: z.array(z.object({ name: z.string(), rows: z.number().int() })),
        total: z.number().int(),
        counts: z.record(z.string(), z.number().int()),
        rows: z.array(importRowSchema),
        /** What the accounts of the rows need: `open`, or why they cannot be imported now; null: there are none. */
        vault: z.enum(['open', 'closed']).nullable(),
        /** Changes that can be taken back. */
        mends: z.number().int(),
      }),
    ),
  /** The cells of one record, for mending; secret ones are not given back. */
  record: procedure.admin
    .route({ path: '/imports/record', summary: '查看一行' })
    .input(z.object({ preview: idSchema, line: z.number().int() }))
    .output(
      z.object({
        cells: z.array(
          z.object({
            column: columnIndexSchema,
            heading: z.string(),
            field: fieldSchema.nullable(),
            /** Null: a secret; `filled` says whether there is one. */
            value: z.string().nullable(),
            filled: z.boolean(),
          }),
        ),
        /** The client that is known, or may be the same one, beside what the row says; null: none. */
        beside: z
          .object({
            name: z.string(),
            same: z.boolean(),
            /** From which day the client is stopped (停止服务), or will be; null: it is served. */
            stopped: z.string().nullable(),
            fields: z.array(z.object({ field: fieldSchema, title: z.string(), now: z.string(), row: z.string() })),
          })
          .nullable(),
      }),
    ),
  /** The cells of some records, in the order of the columns, for a grid; secret ones are null. */
  cells: procedure.admin
    .route({ path: '/imports/cells', summary: '查看多行' })
    .input(z.object({ preview: idSchema, lines: z.array(z.number().int()).max(200) }))
    .output(
      z.array(
        z.object({
          line: z.number().int(),
          cells: z.array(z.object({ value: z.string().nullable(), filled: z.boolean() })),
        }),
      ),
    ),
  /** Changes cells of several records at once, as a block that is pasted does: one change that can be taken back. */
  mendBlock: procedure.admin
    .meta({ maxBytes: 2 * 1024 * 1024 })
    .route({ path: '/imports/mend-block', summary: '修改多行导入内容' })
    .input(
      z.object({
        preview: idSchema,
        records: z
          .array(
            z.object({
              line: z.number().int(),
              cells: z.array(z.object({ column: columnIndexSchema, value: z.string().max(10_000) })).max(200),
            }),
          )
          .min(1)
          .max(2_000, '一次最多粘贴2000行'),
      }),
    )
    .output(z.void()),
  /** Changes cells of a record, or leaves the record out; nothing but the book is changed, and it can be taken back. */
  mend: procedure.admin
    .meta({ maxBytes: 512 * 1024 })
    .route({ path: '/imports/mend', summary: '修改导入内容' })
    .input(
      z.object({
        preview: idSchema,
        line: z.number().int(),
        cells: z.array(z.object({ column: columnIndexSchema, value: z.string().max(10_000) })).max(200),
        drop: z.boolean().default(false),
      }),
    )
    .output(z.void()),
  /** Takes the last change back. */
  unmend: procedure.admin
    .route({ path: '/imports/unmend', summary: '撤销导入内容的修改' })
    .input(z.object({ book: idSchema }))
    .output(z.void()),
  /** Forgets a book and what was read of it. */
  close: procedure.admin
    .route({ path: '/imports/close', summary: '放弃导入内容' })
    .input(z.object({ book: idSchema }))
    .output(z.void()),
  /** Runs a preview as a piece of long work, all of it or nothing: progress and the end come by event; refused rows are left out. */
  run: procedure.admin
    .route({ path: '/imports/run', summary: '执行导入' })
    .input(
      z.object({
        preview: idSchema,
        /** Permission functions of the imported agreements (H4); all that can be granted when absent. */
        functions: z.array(z.string().max(100)).max(500).optional(),
      }),
    )
    .output(z.object({ work: idSchema })),
  /** What was not imported, as .xlsx with a column that says why; mended it can be read again. Secrets are left out. */
  report: procedure.admin
    .route({ method: 'GET', path: '/imports/{work}/report', summary: '未导入的行' })
    .input(z.object({ work: idSchema }))
    .output(z.object({ base64: z.string(), rows: z.number().int() })),
  /** The last imports that were written, newest first. */
  past: procedure.admin
    .route({ method: 'GET', path: '/imports/past', summary: '导入记录' })
    .output(z.array(pastImportSchema)),
  /** What undoing an import would do now. Nothing is written. */
  lookUndo: procedure.admin
    .route({ path: '/imports/past/{import}/look', summary: '撤销导入前查看' })
    .input(z.object({ import: idSchema }))
    .output(undoResultSchema.extend({ needsVault: z.boolean() })),
  /** Takes an import back in one act; clients that were used since stay. */
  undo: procedure.admin
    .route({ path: '/imports/past/{import}/undo', summary: '撤销导入' })
    .input(z.object({ import: idSchema }))
    .output(undoResultSchema),
  /** Per-row result of a finished run, kept until the desk closes. */
  result: procedure.admin
    .route({ method: 'GET', path: '/imports/{work}', summary: '导入结果' })
    .input(z.object({ work: idSchema }))
    .output(
      z.object({
        done: z.boolean(),
        cancelled: z.boolean(),
        /** Why nothing was written, in Chinese; null: the import stands. */
        stopped: z.string().nullable(),
        /** Names the import for its undo; null: nothing was written. */
        import: idSchema.nullable(),
        rows: z.array(
          importRowSchema.extend({ result: z.enum(['added', 'updated', 'same', 'refused', 'notReached']) }),
        ),
      }),
    ),
};
