import { z } from 'zod';
import { clientSearchSchema } from './clients.ts';
import { daySchema, idSchema, procedure } from './procedure.ts';
import { plainText } from './validators/plain-text.ts';

/** Clients that one preview can be about. */
export const batchMost = 100_000;
/** Clients of one step: each is one transaction. A screen does an act for many step by step, shows how far it is, and can stop between two. */
export const batchStep = 100;
/** Refused clients that a preview names; it counts all of them. */
export const batchNamed = 500;

/** An act for many clients. */
export const batchActSchema = z.discriminatedUnion('kind', [
  z.object({
    /** H5. For admins. */
    kind: z.literal('assign'),
    handlerIds: z.array(idSchema).max(20),
    /** The people take the place of those assigned, come beside them, or go. */
    how: z.enum(['replace', 'add', 'remove']),
  }),
  z.object({
    /** 停止服务. For admins and leaders. */
    kind: z.literal('stop'),
    day: daySchema,
    reason: plainText(z.string().trim().min(1, '请填写停止服务的原因').max(200, '最多200个字')),
  }),
  z.object({ kind: z.literal('favourite'), favourite: z.boolean() }),
]);
export type BatchAct = z.output<typeof batchActSchema>;

const leftOutSchema = z.object({ clientId: idSchema, name: z.string(), reason: z.string() });
/** A client that an act for many leaves as it is, and why. */
export type LeftOut = z.infer<typeof leftOutSchema>;

/** Acts for many clients, ticked in the list: one preview, one confirmation, then step by step. */
export const clientBatch = {
  /** Ids of the clients that a search finds, in its order: all of them, or those from one place up to another. */
  ids: procedure.office
    .route({ path: '/clients/batch/ids', summary: '选择全部' })
    .input(
      clientSearchSchema.omit({ offset: true, limit: true, withFile: true }).extend({
        from: z.number().int().min(0).default(0),
        /** Not included; left out: the end. */
        to: z.number().int().min(0).optional(),
      }),
    )
    .output(z.object({ ids: z.array(idSchema) })),
  /** What an act would do: to whom, and whom it leaves out and why. Changes nothing. */
  preview: procedure.office
    .meta({ maxBytes: 8 * 1024 * 1024 })
    .route({ path: '/clients/batch/preview', summary: '批量办理预览' })
    .input(z.object({ clientIds: z.array(idSchema).min(1).max(batchMost), act: batchActSchema }))
    .output(z.object({ ids: z.array(idSchema), leftOut: z.array(leftOutSchema), leftOutCount: z.number().int() })),
  /** Does the act for these clients in one transaction; what changed since the preview is left out, with the reason. */
  run: procedure.office
    .route({ path: '/clients/batch/run', summary: '批量办理' })
    .input(z.object({ clientIds: z.array(idSchema).min(1).max(batchStep), act: batchActSchema }))
    .output(z.object({ done: z.number().int(), leftOut: z.array(leftOutSchema) })),
};
