import { z } from 'zod';
import { anyPeriodSchema } from './client-dossier.ts';
import { listFileSchema, listFormatSchema } from './list-files.ts';
import {
  obligationColumns,
  obligationStates,
  stageNames,
  type ObligationColumn,
  type Stage,
} from './obligation-words.ts';
import { centsSchema, daySchema, idSchema, instantSchema, procedure } from './procedure.ts';
import { plainText } from './validators/plain-text.ts';

const obligationIdSchema = z.string().min(1).max(60);
const stateSchema = z.enum(obligationStates as [(typeof obligationStates)[number]]);
const reason = plainText(z.string().trim().max(200, '原因不超过 200 字')).default('');
const aDay = z.iso.date('请填写有效日期，例如 2026-12-10');
const amount = centsSchema.min(0, '金额不能为负数').nullable().optional();

const questionShape = {
  /** The month in which the last day to file lies. */
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份格式不正确'),
  /** As in the client search. */
  query: z.string().max(100).default(''),
  handlerId: idSchema.optional(),
  tag: z.string().max(20).optional(),
  obligation: obligationIdSchema.optional(),
  states: z.array(stateSchema).max(obligationStates.length).optional(),
  /** Only what is late, or only what is not done. */
  due: z.enum(['late', 'open']).optional(),
  sort: z.enum(['name', 'due']).default('name'),
};
export type BoardQuestion = z.output<z.ZodObject<typeof questionShape>>;

const cellSchema = z.object({
  /** Unique within its row. */
  key: z.string(),
  obligation: obligationIdSchema,
  name: z.string(),
  /** The form that this program has for it. */
  form: z.enum(['vat']).nullable(),
  period: anyPeriodSchema,
  dueDay: daySchema,
  /** No notice or no public source names the day. */
  dueExpected: z.boolean(),
  /** The client's file names no tax: it follows from the kind of taxpayer alone. */
  assumed: z.boolean(),
  state: stateSchema,
  /** Days since its last day; 0 once nothing is left to do. */
  late: z.number().int(),
  amount: centsSchema.nullable(),
  receipt: z.string(),
  filedDay: daySchema.nullable(),
  paidDay: daySchema.nullable(),
  reason: z.string(),
  /** Sent back with a change: a cell that somebody else changed meanwhile is left out. */
  revision: z.number().int(),
  changed: z.object({ at: instantSchema, by: z.string() }).nullable(),
});
export type BoardCell = z.infer<typeof cellSchema>;

const rowSchema = z.object({
  clientId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  colour: z.number().int(),
  assigned: z.array(z.string()),
  cannotEnter: z.string().nullable(),
  cells: z.array(cellSchema),
});
export type BoardRow = z.infer<typeof rowSchema>;

/** Counts are of the cells before `states` and `due` narrow them. */
export const boardSchema = z.object({
  columns: z.array(
    z.object({
      id: obligationIdSchema,
      name: z.string(),
      /** The rule behind the obligation and its last day. */
      source: z.string(),
      cells: z.number().int(),
      open: z.number().int(),
    }),
  ),
  counts: z.record(stateSchema, z.number().int()),
  late: z.number().int(),
  open: z.number().int(),
  cells: z.number().int(),
  clients: z.number().int(),
  /** Rows that match. */
  total: z.number().int(),
  rows: z.array(rowSchema),
});
export type Board = z.infer<typeof boardSchema>;

const markedCellSchema = z.object({
  clientId: idSchema,
  obligation: obligationIdSchema,
  period: anyPeriodSchema,
  revision: z.number().int(),
});
export type MarkedCell = z.infer<typeof markedCellSchema>;

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stage'), stage: z.enum(Object.keys(stageNames) as [Stage]), reason, amount }),
  /** Filed with the bureau on this day; the receipt number, where there is one. */
  z.object({ kind: z.literal('filed'), day: aDay, receipt: plainText(z.string().trim().max(60)).default(''), amount }),
  z.object({ kind: z.literal('paid'), day: aDay }),
  /** Takes everything back that was entered by hand. */
  z.object({
    kind: z.literal('clear'),
    reason: plainText(z.string().trim().min(1, '请填写原因').max(200, '原因不超过 200 字')),
  }),
]);
export type MarkChange = z.output<typeof changeSchema>;
const leftOutSchema = markedCellSchema.extend({ name: z.string(), reason: z.string() });
export type MarkLeftOut = z.infer<typeof leftOutSchema>;

/** 申报: what the clients have to file in a month, and how far it is. */
export const obligations = {
  board: procedure.office
    .route({ path: '/obligations/board', summary: '申报看板' })
    .input(
      z.object({
        ...questionShape,
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(boardSchema),
  /** Every cell that matches, to act on all of them. */
  cells: procedure.office
    .route({ path: '/obligations/cells', summary: '申报事项' })
    .input(z.object(questionShape))
    .output(z.array(z.object({ clientId: idSchema, cells: z.array(cellSchema) }))),
  /** Enters the same for one cell or for many. */
  mark: procedure.office
    .meta({ maxBytes: 4 * 1024 * 1024 })
    .route({ path: '/obligations/mark', summary: '登记申报进度' })
    .input(
      z.object({
        month: questionShape.month,
        cells: z.array(markedCellSchema).min(1, '请至少选择一项').max(20_000, '一次最多登记 20,000 项'),
        change: changeSchema,
      }),
    )
    .output(z.object({ done: z.number().int(), leftOut: z.array(leftOutSchema) })),
  export: procedure.office
    .route({ path: '/obligations/export', summary: '导出申报清单' })
    .input(
      z.object({
        ...questionShape,
        columns: z.array(z.enum(Object.keys(obligationColumns) as [ObligationColumn])).min(1, '请至少选择一列'),
        format: listFormatSchema,
      }),
    )
    .output(listFileSchema),
};
