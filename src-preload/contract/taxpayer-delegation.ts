import { z } from 'zod';
import {
  actReasonSchema,
  agreementActInput,
  agreementHistorySchema,
  agreementOfferSchema,
  agreementTermsSchema,
  agreementViewSchema,
} from './agreements.ts';
import { agreementStateSchema } from './clients.ts';
import { daySchema, idSchema, instantSchema, procedure, secretSchema } from './procedure.ts';

/** An agency on the synced list (H1), with its present agreement with this enterprise. */
export const agencyRowSchema = z.object({
  agencyId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  address: z.string(),
  agreement: z.object({ state: agreementStateSchema, lastDay: daySchema.nullable() }),
});
export type AgencyRow = z.infer<typeof agencyRowSchema>;

const manage = procedure.enterprise('delegation.manage');
/** Absent if the rule set asks none (L6). */
const newPassword = secretSchema.optional();

/** 代理机构认定管理, the taxpayer's side (H). Only legal representative and finance officer can change anything (H3). */
export const taxpayerDelegation = {
  /** Agreements of this enterprise; those that wait for it first. */
  list: manage.route({ method: 'GET', path: '/taxpayer-delegation', summary: '代理机构认定管理' }).output(
    z.object({
      agreements: z.array(agreementViewSchema),
      /** When the list of agencies was last synced; null: never (H1). */
      syncedAt: instantSchema.nullable(),
      agencies: z.number().int(),
    }),
  ),
  get: manage
    .route({ method: 'GET', path: '/taxpayer-delegation/{agreementId}', summary: '委托协议' })
    .input(z.object({ agreementId: idSchema }))
    .output(z.object({ agreement: agreementViewSchema, history: z.array(agreementHistorySchema) })),
  /** H1: 同步代理机构. */
  sync: manage
    .route({ path: '/taxpayer-delegation/agencies/sync', summary: '同步代理机构' })
    .output(z.object({ syncedAt: instantSchema, agencies: z.number().int(), added: z.number().int() })),
  /** The synced agencies by name or taxpayer id; empty before the first sync. */
  agencies: manage
    .route({ path: '/taxpayer-delegation/agencies', summary: '代理机构列表' })
    .input(z.object({ query: z.string().max(100).default(''), limit: z.number().int().min(1).max(100).default(50) }))
    .output(z.array(agencyRowSchema)),
  /** What an agreement with this agency could hold. */
  offer: manage
    .route({ method: 'GET', path: '/taxpayer-delegation/agencies/{agencyId}/offer', summary: '可委托的内容' })
    .input(z.object({ agencyId: idSchema }))
    .output(agreementOfferSchema),
  /** H1: recognises an agency; in force from its first day. */
  recognise: manage
    .route({ path: '/taxpayer-delegation/recognise', summary: '认定代理机构' })
    .input(agreementTermsSchema.extend({ agencyId: idSchema, agreementPassword: newPassword }))
    .output(agreementViewSchema),
  /** H3: asks an agency first; in force from its first day, after the agency has accepted. */
  propose: manage
    .route({ path: '/taxpayer-delegation/propose', summary: '提请代理机构接受委托' })
    .input(agreementTermsSchema.extend({ agencyId: idSchema, agreementPassword: newPassword }))
    .output(agreementViewSchema),
  /** L4: confirms an agency's proposal; in force from its first day. */
  confirm: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/confirm', summary: '确认委托申请' })
    .input(agreementActInput.extend({ agreementPassword: newPassword }))
    .output(agreementViewSchema),
  decline: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/decline', summary: '谢绝委托申请' })
    .input(agreementActInput.extend({ reason: actReasonSchema }))
    .output(agreementViewSchema),
  /** H2, H3: open client sessions end at once. */
  suspend: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/suspend', summary: '暂停委托' })
    .input(agreementActInput.extend({ reason: actReasonSchema }))
    .output(agreementViewSchema),
  resume: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/resume', summary: '恢复委托' })
    .input(agreementActInput)
    .output(agreementViewSchema),
  /** H2: at once and for good. Also withdraws the enterprise's own proposal. */
  cancel: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/cancel', summary: '取消代理机构' })
    .input(agreementActInput.extend({ reason: actReasonSchema }))
    .output(agreementViewSchema),
  /** H4: open client sessions get the change at once; the agency must report it (L5). */
  changeTerms: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/terms', summary: '变更委托内容' })
    .input(agreementActInput.extend(agreementTermsSchema.shape))
    .output(agreementViewSchema),
  /** H6: ends open client sessions and voids remembered copies. */
  replacePassword: manage
    .route({ path: '/taxpayer-delegation/{agreementId}/password', summary: '更换协议密码' })
    .input(agreementActInput.extend({ agreementPassword: secretSchema }))
    .output(agreementViewSchema),
};
