import { z } from 'zod';
import { daySchema, idSchema, procedure } from './procedure.ts';
import { fieldProblemSchema } from './errors.ts';

/** One row of a pasted table or CSV, as understood. Agreement passwords are taken in, never given back. */
export const importRowSchema = z.object({
  /** Line in the text, from 1. */
  line: z.number().int(),
  name: z.string(),
  taxpayerId: z.string(),
  firstDay: daySchema.nullable(),
  lastDay: daySchema.nullable(),
  hasPassword: z.boolean(),
  /** `new`, `update` (client known), `same` (nothing to do), `refused` (see problems). */
  verdict: z.enum(['new', 'update', 'same', 'refused']),
  problems: z.array(fieldProblemSchema),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const imports = {
  /** Reads the text (tab, comma, semicolon; header optional, Chinese or English) and says what would happen. Nothing is written. */
  preview: procedure.admin
    .meta({ maxBytes: 64 * 1024 * 1024 })
    .route({ path: '/imports/preview', summary: '导入预览' })
    .input(z.object({ text: z.string().max(20_000_000, '内容过大，请分批导入') }))
    .output(
      z.object({
        preview: idSchema,
        columns: z.array(z.string()),
        total: z.number().int(),
        counts: z.record(z.string(), z.number().int()),
        rows: z.array(importRowSchema),
      }),
    ),
  /** Runs a preview as a piece of long work: progress and the end come by event; refused rows are left out. */
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
  /** Per-row result of a finished run, kept until the desk closes. */
  result: procedure.admin
    .route({ method: 'GET', path: '/imports/{work}', summary: '导入结果' })
    .input(z.object({ work: idSchema }))
    .output(
      z.object({
        done: z.boolean(),
        cancelled: z.boolean(),
        rows: z.array(
          importRowSchema.extend({ result: z.enum(['added', 'updated', 'same', 'refused', 'notReached']) }),
        ),
      }),
    ),
};
