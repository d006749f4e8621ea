import { z } from 'zod';
import { codeSchema } from './code.ts';
import { capacitySchema } from './people.ts';
import { daySchema, idSchema, instantSchema, procedure, provingPasswordSchema } from './procedure.ts';
import { sessionStateSchema } from './session.ts';
import { codeSentSchema, handlerProofSchema, staffChoiceSchema } from './sign-in.ts';
import { mobileSchema } from './validators/mobile.ts';
import { storedTaxpayerIdSchema } from './validators/stored-taxpayer-id.ts';

const flow = { flow: idSchema };

/** A handler in the list of B2, with the same fields as an agency's staff member. */
export const handlerChoiceSchema = staffChoiceSchema;
export type HandlerChoice = z.infer<typeof handlerChoiceSchema>;

export const enterpriseFlowSchema = z.object({
  flow: idSchema,
  enterprise: z.object({ name: z.string(), taxpayerId: z.string() }),
  /** B7: whether handlers were ever synced. Until then nobody can be chosen, and the page offers 同步办税人. */
  synced: z.boolean(),
  handlers: z.array(handlerChoiceSchema),
  expiresAt: instantSchema,
});
export type EnterpriseFlow = z.infer<typeof enterpriseFlowSchema>;

/** An officer as the registry names them, and how the real-name record compares (B3). */
export const syncedOfficerSchema = z.object({
  capacity: z.enum(['legalRepresentative', 'financeOfficer']),
  name: z.string(),
  idNumberMasked: z.string(),
  /** One Chinese sentence: who it is now, and who it was before. */
  line: z.string(),
  status: z.enum(['canLogIn', 'notCollected', 'nameDiffers']),
  /** The other name, masked, if the two differ. */
  verifiedNameMasked: z.string().nullable(),
  whatToDo: z.string().nullable(),
});
export type SyncedOfficer = z.infer<typeof syncedOfficerSchema>;

/** The result of a sync (B2, B3). */
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
  /** B2, B3: 同步办税人; reads the officers from the registry. May take some seconds; the caller can abort the call. */
  sync: procedure.open
    .route({ path: '/enterprise-sign-in/sync', summary: '同步办税人' })
    .input(z.object(flow))
    .output(syncResultSchema),
  /** B2: the present list of a login in progress: a real name may have been collected meanwhile (B9). Null: the login is over. */
  handlers: procedure.open
    .route({ path: '/enterprise-sign-in/handlers', summary: '可登录的办税人员' })
    .input(z.object(flow))
    .output(enterpriseFlowSchema.nullable()),
  /** J1, B4: sends a code to the chosen handler's verified mobile. */
  sendCode: procedure.open
    .route({ path: '/enterprise-sign-in/code', summary: '获取短信验证码' })
    .input(z.object({ ...flow, handlerId: idSchema }))
    .output(codeSentSchema),
  /** B4: checks the handler's password or code; starts this window's enterprise session, or its ticket after a reset (D3). */
  finish: procedure.open
    .route({ path: '/enterprise-sign-in/finish', summary: '企业普通登录第二步：办税人' })
    .input(z.object({ ...flow, handlerId: idSchema, proof: handlerProofSchema }))
    .output(sessionStateSchema),
  cancel: procedure.open
    .route({ path: '/enterprise-sign-in/cancel', summary: '取消登录' })
    .input(z.object(flow))
    .output(z.void()),
  /** C1: checks taxpayer id, enterprise password, identity and verified mobile, then sends the code there. */
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
  /** C1: checks the code of {@link quickCode}, which keeps the rest of the form. */
  quickFinish: procedure.open
    .route({ path: '/enterprise-sign-in/quick/finish', summary: '企业快捷登录' })
    .input(z.object({ ...flow, code: codeSchema }))
    .output(sessionStateSchema),
};
