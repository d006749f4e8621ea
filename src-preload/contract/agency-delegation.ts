import { z } from 'zod';
import {
  actReasonSchema,
  agreementActInput,
  agreementHistorySchema,
  agreementOfferSchema,
  agreementTermsSchema,
  agreementViewSchema,
} from './agreements.ts';
import { idSchema, procedure } from './procedure.ts';

/**
 * Five views that together make `all`. `waiting`: proposals not answered yet; `valid`: in force or agreed; `suspended`;
 * `lapsed`: proposals not answered in time (L4); `ended`: cancelled, declined, expired. Views of what is due:
 * `ending30`, `ending60`: in force, agreed or suspended, ends within 30 or 60 days, and no other agreed agreement
 * follows. `toReport`: changes and ends not reported (L5). `overdue`: those whose 30 days are over.
 */
export const agreementListViews = [
  'waiting',
  'valid',
  'ending30',
  'ending60',
  'suspended',
  'toReport',
  'overdue',
  'lapsed',
  'ended',
  'all',
] as const;
export const agreementListViewSchema = z.enum(agreementListViews);
export type AgreementListView = z.infer<typeof agreementListViewSchema>;

/** Delegation, the agency's side (H3, L1 to L5), for office admins. */
export const agencyDelegation = {
  /** Agreements of the agency with their countdowns; the most urgent first. */
  list: procedure.admin
    .route({ path: '/agency-delegation', summary: '委托协议列表' })
    .input(
      z.object({
        view: agreementListViewSchema.default('all'),
        /** Part of the client's name or taxpayer id. */
        query: z.string().max(100).default(''),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        rows: z.array(agreementViewSchema),
        total: z.number().int(),
        /** Number of agreements in each view, whatever the search text. */
        counts: z.record(agreementListViewSchema, z.number().int()),
        /** L4: fewest days left to answer a proposal; null: no proposal waits. */
        answerIn: z.number().int().nullable(),
        /** Whether clients can answer here. If not, the agency records paper agreements (H7). */
        proposes: z.boolean(),
      }),
    ),
  get: procedure.admin
    .route({ method: 'GET', path: '/agency-delegation/{agreementId}', summary: '委托协议' })
    .input(z.object({ agreementId: idSchema }))
    .output(z.object({ agreement: agreementViewSchema, history: z.array(agreementHistorySchema) })),
  /** Finds an enterprise of the bureau by its taxpayer id, with what an agreement with it could hold. */
  offer: procedure.admin
    .route({ path: '/agency-delegation/offer', summary: '可接受委托的内容' })
    .input(z.object({ taxpayerId: z.string().trim().min(1, '请输入纳税人识别号').max(20) }))
    .output(
      agreementOfferSchema.extend({ client: z.object({ id: idSchema, name: z.string(), taxpayerId: z.string() }) }),
    ),
  /** H3, L3, L4: waits for the client's confirmation, or takes effect at once if the rule set says so. */
  propose: procedure.admin
    .route({ path: '/agency-delegation/propose', summary: '发起委托申请' })
    .input(agreementTermsSchema.extend({ clientId: idSchema }))
    .output(agreementViewSchema),
  /** Accepts what a client asked for. */
  accept: procedure.admin
    .route({ path: '/agency-delegation/{agreementId}/accept', summary: '接受委托' })
    .input(agreementActInput)
    .output(agreementViewSchema),
  decline: procedure.admin
    .route({ path: '/agency-delegation/{agreementId}/decline', summary: '谢绝委托' })
    .input(agreementActInput.extend({ reason: actReasonSchema }))
    .output(agreementViewSchema),
  /** H2, H3: ends an agreement, or withdraws the agency's own proposal; open client sessions end at once. */
  cancel: procedure.admin
    .route({ path: '/agency-delegation/{agreementId}/cancel', summary: '退回委托' })
    .input(agreementActInput.extend({ reason: actReasonSchema }))
    .output(agreementViewSchema),
  /** L1, L2: replaces the named service staff. */
  setStaff: procedure.admin
    .route({ path: '/agency-delegation/{agreementId}/staff', summary: '变更服务人员' })
    .input(agreementActInput.extend({ serviceStaff: z.array(idSchema).max(50) }))
    .output(agreementViewSchema),
  /** L5: marks a change or an end as reported. */
  markReported: procedure.admin
    .route({ path: '/agency-delegation/{agreementId}/reported', summary: '登记已报告' })
    .input(z.object({ agreementId: idSchema, report: z.string().min(1).max(64) }))
    .output(agreementViewSchema),
};
