import { z } from 'zod';
import { accountKindSchema } from './client-secrets.ts';
import { dossierFields } from './dossier-words.ts';
import { fieldProblemSchema } from './errors.ts';
import { ownFieldTypeSchema } from './own-fields.ts';
import { daySchema, defaultMaxBytes, idSchema, procedure } from './procedure.ts';
import { pastImportSchema, undoResultSchema } from './past-imports.ts';
import { pieceBytes } from './shell.ts';
import { takenPieceSchema, uploadPieceSchema, uploadSchema } from './upload.ts';
import { keptBecauseSchema } from './validators/stored-taxpayer-id.ts';
import { plainText, readable } from './validators/plain-text.ts';

/** Maximum bytes of a text (with the clipboard's HTML), of a file, and of all uploads at once. */
export const importLimits = { bytes: 64 * 1024 * 1024, together: 128 * 1024 * 1024 } as const;

/** What is wrong with a row, by field; a `warning` does not keep the row out. */
export const rowProblemSchema = fieldProblemSchema.extend({
  warning: z.boolean().optional(),
  /** The number, where it can be kept as it stands once somebody says why (K3); with `warning`: it is kept. */
  keep: z.string().optional(),
});
export type RowProblem = z.infer<typeof rowProblemSchema>;

/** The source of a table, fully uploaded as `upload`: UTF-8 text, with the clipboard's HTML after it if there is any, or a file. File names are not trusted. */
export const importSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), upload: uploadSchema, textBytes: z.number().int().min(0) }),
  z.object({ kind: z.literal('file'), upload: uploadSchema, fileName: readable(z.string().max(255)) }),
]);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** Number of accounts (账号与密码) in a row; `unknown`: only the open vault can tell. */
const accountCountsSchema = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  unknown: z.number().int(),
});

/** One row of the table, as understood. It never returns agreement passwords. */
export const importRowSchema = z.object({
  /** Line of the text or row of the sheet where the record begins, from 1. */
  line: z.number().int(),
  name: z.string(),
  taxpayerId: z.string(),
  firstDay: daySchema.nullable(),
  lastDay: daySchema.nullable(),
  hasPassword: z.boolean(),
  accounts: accountCountsSchema,
  /** Number of fields of the client's dossier that change; `changes` of the preview names them. */
  dossier: z.number().int(),
  /** `new`, `update` (client known), `same` (nothing to do), `refused` (see problems). */
  verdict: z.enum(['new', 'update', 'same', 'refused']),
  problems: z.array(rowProblemSchema),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const columnIndexSchema = z.number().int().min(0).max(200);
const fieldSchema = z.string().max(60);

const line = (most: number) => plainText(z.string().trim().max(most, `最多${most}个字`)).default('');

/** For a column of passwords: the kind of account, its person, and the column of login names. */
export const importAccountSchema = z
  .object({
    column: columnIndexSchema,
    kind: accountKindSchema,
    /** The office's own kind, where `kind` is `own`. */
    ownKind: line(30),
    site: line(200),
    /** The same person for all rows; empty: see `personColumn`. */
    person: line(50),
    personColumn: columnIndexSchema.nullable().default(null),
    loginColumn: columnIndexSchema.nullable().default(null),
  })
  .refine(({ kind, ownKind }) => kind !== 'own' || ownKind !== '', {
    path: ['ownKind'],
    error: '请填写账号类型的名称',
  });
export type ImportAccount = z.output<typeof importAccountSchema>;

/** The user's choices for reading the table; the program detects whatever is left out. */
export const importLayoutSchema = z.object({
  sheet: z.number().int().min(0).max(1_000).default(0),
  /** Line of the headings; null: there are none. Left out: the program looks for them. */
  heading: z.number().int().min(1).nullable().optional(),
  /** `look`: with the line of groups above or below that belongs to it, if there is one. */
  headingRows: z.union([z.literal(1), z.literal(2), z.literal('look')]).default(1),
  /** What columns are, by index: a field, or `none`. */
  columns: z
    .array(z.object({ column: columnIndexSchema, field: fieldSchema }))
    .max(200)
    .default([]),
  /** Accounts of the password columns (field `accountSecret`); left out: the program's guess. */
  accounts: z.array(importAccountSchema).max(200).default([]),
  /** The staff member for each unknown name; null: nobody. */
  staff: z
    .array(z.object({ name: z.string().max(100), handlerId: idSchema.nullable() }))
    .max(500)
    .default([]),
  /** Decision for rows that may be known clients; `keep`: fields of the client that stay. */
  decisions: z
    .array(
      z.object({
        line: z.number().int().min(1),
        as: z.enum(['update', 'separate']),
        keep: z
          .array(
            z.enum(['name', 'taxpayerId', 'taxpayerKind', 'contact', 'address', 'note', ...dossierFields] as const),
          )
          .default([]),
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
  /** Field that stores the column; null: not used. */
  field: fieldSchema.nullable(),
  how: z.enum(['heading', 'content', 'remembered', 'chosen', 'none']),
  /** The meaning of the heading if the program has no field for it. */
  known: z.string().nullable(),
  /** A guess that the user must confirm. */
  suggestion: fieldSchema.nullable(),
  /** Chinese reason. */
  evidence: z.string().nullable(),
  /** Sample cells; secret or personal ones are masked. */
  samples: z.array(z.string()),
  secret: z.boolean(),
  /** For a password column: its account, or the guess. */
  account: importAccountSchema.nullable(),
  /** Password columns for which this column holds the login name or person. */
  usedBy: z.array(z.string()),
  /** What the column would be as a field of the office's own; null: not offered. */
  own: z.object({ type: ownFieldTypeSchema, choices: z.array(z.string()) }).nullable(),
  /** Number of cells that are not empty. */
  filled: z.number().int(),
});
export type ImportColumn = z.infer<typeof importColumnSchema>;

/** Why a record is not a client. */
export const asideReasonSchema = z.enum(['above', 'heading', 'example', 'total', 'note', 'repeated', 'hidden']);

const bookSchema = z.object({
  book: idSchema,
  from: z.enum(['text', 'html', 'workbook']),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).nullable(),
  /** Number of characters that could not be read in that encoding; each shows as �. */
  replaced: z.number().int(),
  sheets: z.array(
    z.object({ name: z.string(), hidden: z.boolean(), notes: z.array(z.string()), records: z.number().int() }),
  ),
});

export const imports = {
  /**
   * Takes the next piece of a text or file to read: pieces in order, the first without `upload`. Each session has one
   * upload in memory. It is kept until `open` reads it, another upload begins, the session ends, or no piece comes for
   * five minutes.
   */
  upload: procedure.admin
    .meta({ maxBytes: pieceBytes + defaultMaxBytes })
    .route({ path: '/imports/pieces', summary: '上传导入内容的一段' })
    .input(uploadPieceSchema)
    .output(takenPieceSchema),
  /** Reads an upload into a book. The book stays in memory until it is run, closed, or unused for half an hour. Nothing is written. */
  open: procedure.admin
    .route({ path: '/imports/open', summary: '读取导入内容' })
    .input(z.object({ source: importSourceSchema }))
    .output(bookSchema),
  /** Says what an import of the book would do with the present choices. Nothing is written. */
  preview: procedure.admin
    .meta({ maxBytes: 512 * 1024 })
    .route({ path: '/imports/preview', summary: '导入预览' })
    .input(z.object({ book: idSchema, layout: importLayoutSchema.prefault({}) }))
    .output(
      z.object({
        preview: idSchema,
        heading: z.object({ line: z.number().int(), rows: z.union([z.literal(1), z.literal(2)]) }).nullable(),
        /** First records of the sheet, unchanged; secret or personal cells are masked. */
        top: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
        columns: z.array(importColumnSchema),
        /** The possible meanings of a column. */
        fields: z.array(
          z.object({
            id: fieldSchema,
            title: z.string(),
            group: z.enum(['client', 'agreement', 'dossier', 'own', 'other', 'secret']),
          }),
        ),
        /** Records that are not clients, each with the reason. */
        aside: z.array(z.object({ line: z.number().int(), text: z.string(), reason: asideReasonSchema })),
        /** Names that match no staff member, each with its number of rows. */
        unknownStaff: z.array(z.object({ name: z.string(), rows: z.number().int() })),
        total: z.number().int(),
        counts: z.record(z.string(), z.number().int()),
        /** Fields of dossiers that change, each with its number of rows. */
        changes: z.array(z.object({ field: fieldSchema, title: z.string(), rows: z.number().int() })),
        rows: z.array(importRowSchema),
        /** Requirement of the rows' accounts: `open`, or why they cannot be imported now; null: there are none. */
        vault: z.enum(['open', 'closed']).nullable(),
        /** Number of changes that can be undone. */
        mends: z.number().int(),
      }),
    ),
  /** The cells of one record, for correction; secret cells are not returned. */
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
        /** The known client, or one that may be the same, beside the row's data; null: none. */
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
  /** Undoes the last change. */
  unmend: procedure.admin
    .route({ path: '/imports/unmend', summary: '撤销导入内容的修改' })
    .input(z.object({ book: idSchema }))
    .output(z.void()),
  /** Removes a book from memory. */
  close: procedure.admin
    .route({ path: '/imports/close', summary: '放弃导入内容' })
    .input(z.object({ book: idSchema }))
    .output(z.void()),
  /** Runs a preview as long work, all or nothing. Progress and the end come by event; refused rows are left out. */
  run: procedure.admin
    .route({ path: '/imports/run', summary: '执行导入' })
    .input(
      z.object({
        preview: idSchema,
        /** Permission functions of the imported agreements (H4); absent: all that can be granted. */
        functions: z.array(z.string().max(100)).max(500).optional(),
      }),
    )
    .output(z.object({ work: idSchema })),
  /** The rows that were not imported, as .xlsx with a column of reasons, to correct and import again. No secrets. */
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
  /** Undoes an import as long work, all or nothing; clients that were used since stay. `past` says then what was done. */
  undo: procedure.admin
    .route({ path: '/imports/past/{import}/undo', summary: '撤销导入' })
    .input(z.object({ import: idSchema }))
    .output(z.object({ work: idSchema })),
  /** Result of a finished run for each row, kept until the desk closes. */
  result: procedure.admin
    .route({ method: 'GET', path: '/imports/{work}', summary: '导入结果' })
    .input(z.object({ work: idSchema }))
    .output(
      z.object({
        done: z.boolean(),
        cancelled: z.boolean(),
        /** Why nothing was written, in Chinese; null: the import was written. */
        stopped: z.string().nullable(),
        /** Identifies the import for its undo; null: nothing was written. */
        import: idSchema.nullable(),
        rows: z.array(
          importRowSchema.extend({ result: z.enum(['added', 'updated', 'same', 'refused', 'notReached']) }),
        ),
      }),
    ),
};
