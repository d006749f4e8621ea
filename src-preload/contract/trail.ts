import { z } from 'zod';
import { idSchema, instantSchema, procedure } from './procedure.ts';

export const trailRowSchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  /** Stable name of the act, `agency.staff.signIn`. */
  act: z.string(),
  /** The act in Chinese. */
  text: z.string(),
  result: z.enum(['done', 'refused']),
  rule: z.string().nullable(),
  staffName: z.string().nullable(),
  clientName: z.string().nullable(),
  origin: z.string(),
});
export type TrailRow = z.infer<typeof trailRowSchema>;

export const trail = {
  /** J4: newest first; a member sees their own acts, a leader the team's, an admin all. */
  list: procedure.staff.route({ path: '/trail', summary: '轨迹' })
    .input(z.object({
      clientId: idSchema.optional(), handlerId: idSchema.optional(), result: z.enum(['done', 'refused']).optional(),
      from: instantSchema.optional(), to: instantSchema.optional(), query: z.string().max(100).default(''),
      before: z.number().int().optional(), limit: z.number().int().min(1).max(200).default(100),
    }))
    .output(z.object({ rows: z.array(trailRowSchema), more: z.boolean() })),
  /** Recomputes the hash chain (architecture decision 8). */
  verify: procedure.staff.route({ path: '/trail/verify', summary: '校验轨迹' })
    .output(z.object({ records: z.number().int(), brokenAt: z.number().int().nullable() })),
};
