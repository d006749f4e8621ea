import { z } from 'zod';
import { codeSchema } from './code.ts';
import { capacitySchema } from './people.ts';
import { daySchema, idSchema, instantSchema, procedure, provingPasswordSchema } from './procedure.ts';
import { sessionStateSchema } from './session.ts';
import { codeSentSchema, handlerProofSchema, staffChoiceSchema } from './sign-in.ts';
import { mobileSchema } from './validators/mobile.ts';
import { storedTaxpayerIdSchema } from './validators/stored-taxpayer-id.ts';

const flow = { flow: idSchema };

/** A handler as the list of B2 offers them: like an agency's staff member. */
export const handlerChoiceSchema = staffChoiceSchema;
export type HandlerChoice = z.infer<typeof handlerChoiceSchema>;

export const enterpriseFlowSchema = z.object({
  flow: idSchema,
  enterprise: z.object({ name: z.string(), taxpayerId: z.string() }),
  /** B7: whether handlers were ever synced; until then nobody can be chosen and the page offers 同步办税人. */
  synced: z.boolean(),
  handlers: z.array(handlerChoiceSchema),
  expiresAt: instantSchema,
});
export type EnterpriseFlow = z.infer<typeof enterpriseFlowSchema>;

/** An officer as the registry names them, and what the real-name record says to that (B3). */
export const syncedOfficerSchema = z.object({
  capacity: z.enum(['legalRepresentative', 'financeOfficer']),
  name: z.string(),
  idNumberMasked: z.string(),
  /** One Chinese sentence: who it is now, and who it was. */
  line: z.string(),
  status: z.enum(['canLogIn', 'notCollected', 'nameDiffers']),
  /** The other name, masked, when the two differ. */
  verifiedNameMasked: z.string().nullable(),
  whatToDo: z.string().nullable(),
});
export type SyncedOfficer = z.infer<typeof syncedOfficerSchema>;

/** What a sync found (B2, B3). */
export const syncResultSchema = enterpriseFlowSchema.extend({
  sync: z.object({
    day: daySchema,
    officers: z.array(syncedOfficerSchema),
  }),
});
export type SyncResult = z.infer<typeof syncResultSchema>;

/** Enterprise login (A2): ordinary (B) and quick (C). */
export const enterpriseSignIn = {
  /** B1: taxpayer id and enterprise password. A social-insurance-only enterprise is signed in at once (B8). */
  firm: procedure.open
    .route({ path: '/enterprise-sign-in/firm', summary: '企业普通登录第一步：企业账号' })
    .input(z.object({ taxpayerId: storedTaxpayerIdSchema, password: provingPasswordSchema }))
    .output(
      z.discriminatedUnion('next', [
        z.object({ next: z.literal('handlers'), flow: enterpriseFlowSchema }),
        z.object({ next: z.literal('signedIn'), state: sessionStateSchema }),
      ]),
    ),
  /** B2, B3: 同步办税人; pulls the officers from the registry. May take some seconds; given up by aborting the call. */
  sync: procedure.open
    .route({ path: '/enterprise-sign-in/sync', summary: '同步办税人' })
    .input(z.object(flow))
    .output(syncResultSchema),
  /** B2: the list of a login that is under way, as it is now: a real name may have been collected meanwhile (B9). Null: it is over. */
  handlers: procedure.open
    .route({ path: '/enterprise-sign-in/handlers', summary: '可登录的办税人员' })
    .input(z.object(flow))
    .output(enterpriseFlowSchema.nullable()),
  /** J1, B4: sends a code to the chosen handler's verified mobile. */
  sendCode: procedure.open
    .route({ path: '/enterprise-sign-in/code', summary: '获取短信验证码' })
    .input(z.object({ ...flow, handlerId: idSchema }))
    .output(codeSentSchema),
  /** B4: password or code of the chosen handler; makes this window's enterprise session, or its ticket after a reset (D3). */
  finish: procedure.open
    .route({ path: '/enterprise-sign-in/finish', summary: '企业普通登录第二步：办税人' })
    .input(z.object({ ...flow, handlerId: idSchema, proof: handlerProofSchema }))
    .output(sessionStateSchema),
  cancel: procedure.open
    .route({ path: '/enterprise-sign-in/cancel', summary: '取消登录' })
    .input(z.object(flow))
    .output(z.void()),
  /** C1: checks taxpayer id, enterprise password, login identity and its verified mobile, then sends the code there. */
  quickCode: procedure.open
    .route({ path: '/enterprise-sign-in/quick/code', summary: '企业快捷登录：获取验证码' })
    .input(
      z.object({
        taxpayerId: storedTaxpayerIdSchema,
        password: provingPasswordSchema,
        capacity: capacitySchema,
        mobile: mobileSchema,
      }),
    )
    .output(codeSentSchema.extend(flow)),
  /** C1: the code of {@link quickCode}, which holds the rest of the form. */
  quickFinish: procedure.open
    .route({ path: '/enterprise-sign-in/quick/finish', summary: '企业快捷登录' })
    .input(z.object({ ...flow, code: codeSchema }))
    .output(sessionStateSchema),
};
