import { z } from 'zod';
import { idSchema, instantSchema, procedure } from './procedure.ts';

/** Rule of a record, as written. A record of another program version may name a rule that this version does not know; it is read anyway. */
export const recordedRuleSchema = z.string().nullable();

export const trailRowSchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  /** Stable name of the act, `agency.staff.signIn`. */
  act: z.string(),
  /** The act in Chinese. */
  text: z.string(),
  result: z.enum(['done', 'refused']),
  rule: recordedRuleSchema,
  staffName: z.string().nullable(),
  clientName: z.string().nullable(),
  origin: z.string(),
  /** Other recorded details of the act; a screen translates the names that it knows into Chinese. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Hash of the record, to find it in an export. */
  hash: z.string(),
});
export type TrailRow = z.infer<typeof trailRowSchema>;

/** Filters of a trail list, and its next page: records before `before`. */
export const trailQuestion = {
  result: z.enum(['done', 'refused']).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  query: z.string().max(100).default(''),
  before: z.number().int().optional(),
  limit: z.number().int().min(1).max(200).default(100),
};

/** A record with all data that its hash covers, `detail` as JSON text. */
export const chainRecordSchema = z.object({
  seq: z.number().int(),
  at: z.number().int(),
  act: z.string(),
  text: z.string(),
  result: z.enum(['done', 'refused']),
  rule: recordedRuleSchema,
  handlerId: z.string().nullable(),
  staffName: z.string().nullable(),
  agencyId: z.string().nullable(),
  clientId: z.string().nullable(),
  clientName: z.string().nullable(),
  sessionId: z.string().nullable(),
  origin: z.string(),
  detail: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export type ChainRecord = z.infer<typeof chainRecordSchema>;
/** A signature (Ed25519) over the hash of record `upto`. */
export const chainSealSchema = z.object({
  upto: z.number().int(),
  at: z.number().int(),
  hash: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
/** The end of an export: number and hash of its last record and the export's instant (milliseconds UTC), signed by the key of the seals. */
export const chainStartSchema = z.object({
  upto: z.number().int(),
  hash: z.string(),
  at: z.number().int(),
  publicKey: z.string(),
  signature: z.string(),
});
export type ChainStart = z.infer<typeof chainStartSchema>;
export const chainPageSchema = z.object({ records: z.array(chainRecordSchema), seals: z.array(chainSealSchema) });
export type ChainPage = z.infer<typeof chainPageSchema>;

export const trail = {
  /** J4: newest first; a member sees their own acts, a leader the team's, an admin all acts. */
  list: procedure.office
    .route({ path: '/trail', summary: '轨迹' })
    .input(z.object({ clientId: idSchema.optional(), handlerId: idSchema.optional(), ...trailQuestion }))
    .output(z.object({ rows: z.array(trailRowSchema), more: z.boolean() })),
  /** Recomputes the hash chain and checks the seals (ADR-0019). */
  verify: procedure.office.route({ path: '/trail/verify', summary: '校验轨迹' }).output(
    z.object({
      records: z.number().int(),
      seals: z.number().int(),
      brokenAt: z.number().int().nullable(),
      /** Records of an older version that contain half a character; other means prove them. */ unreadable: z.array(
        z.number().int(),
      ),
    }),
  ),
  /** Seals the trail for an export that others can verify, and returns where the export ends. */
  exportStart: procedure.admin.route({ path: '/trail/export', summary: '导出可校验的轨迹' }).output(chainStartSchema),
  /** Records after `after` up to `upto`, with their seals; the last page is shorter than `limit`. */
  exportPage: procedure.admin
    .route({ path: '/trail/export/page', summary: '可校验的轨迹' })
    .input(
      z.object({
        after: z.number().int().min(0),
        upto: z.number().int().min(0),
        limit: z.number().int().min(1).max(1000).default(500),
      }),
    )
    .output(chainPageSchema),
};
