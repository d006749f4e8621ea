import { z } from 'zod';
import { codeSchema } from './code.ts';
import { capacitySchema, staffMemberSchema } from './people.ts';
import { idSchema, instantSchema, procedure, provingPasswordSchema, provingSchema } from './procedure.ts';
import { sessionStateSchema } from './session.ts';
import { storedTaxpayerIdSchema } from './validators/stored-taxpayer-id.ts';

const flow = { flow: idSchema };

/** A staff member as step 2 offers them (G2, B4). */
export const staffChoiceSchema = staffMemberSchema.extend({
  /** Capacity of the person, shown beside the name. */
  capacity: capacitySchema,
  methods: z.object({
    password: z.boolean(),
    /** Source of the code: an SMS message on request (J1), or the person's authenticator, for which nothing is sent. Null: no code. */
    code: z.enum(['sms', 'authenticator']).nullable(),
    /** The printed recovery key can replace a forgotten personal password (office profile, officers of the agency). */
    recoveryKey: z.boolean(),
  }),
  /** `138****8000`, or null without a verified mobile. */
  mobileMasked: z.string().nullable(),
  /** Chinese reason why this person cannot log in (A3), or null. */
  cannot: z.string().nullable(),
  /** D3: the password was reset; 111111 with the code, or the one-time code alone, opens only the change-password page. */
  resetPending: z.boolean(),
});
export type StaffChoice = z.infer<typeof staffChoiceSchema>;

/** A one-time code as typed: 16 letters and digits, longer than any password. */
const ticketAsTyped = /^(?:[\s\p{Pd}]*[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]){16}[\s\p{Pd}]*$/u;

/** B4: how the chosen person proves who they are. */
export const handlerProofSchema = z.discriminatedUnion('kind', [
  /** `code` is needed only with 111111 (D3). A one-time code from an admin is also typed here, with blanks and dashes as printed. */
  z.object({
    kind: z.literal('password'),
    password: provingSchema(ticketAsTyped),
    code: codeSchema.optional(),
  }),
  /** From SMS or the authenticator, as `methods.code` says. */
  z.object({ kind: z.literal('code'), code: codeSchema }),
]);
export type HandlerProofInput = z.infer<typeof handlerProofSchema>;

/** J1: minimum time between two codes, in milliseconds. */
export const resendAfter = 60_000;

/** Where a code was sent (J1). */
export const codeSentSchema = z.object({ mobileMasked: z.string(), resendAt: instantSchema, expiresAt: instantSchema });
export type CodeSent = z.infer<typeof codeSentSchema>;

/** A staff member in the agency's list; pinyin also finds them: whole and initials, other readings after a blank. */
export const findableStaffSchema = staffChoiceSchema.extend({ pinyin: z.string(), initials: z.string() });

export const agencyFlowSchema = z.object({
  flow: idSchema,
  agency: z.object({ name: z.string(), taxpayerId: z.string() }),
  staff: z.array(findableStaffSchema),
  /** The flow is valid until then; a later step is refused with FLOW_EXPIRED. */
  expiresAt: instantSchema,
});
export type AgencyFlow = z.infer<typeof agencyFlowSchema>;
/** The same person as the bureau knows them; the bureau has no pinyin. */
export type BureauFlow = Omit<AgencyFlow, 'staff'> & { staff: StaffChoice[] };

/** Agency login, steps 1 and 2 (G1, G2); step 3 is `clients.enter`. */
export const signIn = {
  /** G1: the agency's own taxpayer id and password. */
  firm: procedure.open
    .route({ path: '/sign-in/firm', summary: '代理机构登录第一步：机构账号' })
    .input(z.object({ taxpayerId: storedTaxpayerIdSchema, password: provingPasswordSchema }))
    .output(agencyFlowSchema),
  /** G2: the present list of a login in progress: a real name may have been collected meanwhile. Null: the login is over. */
  members: procedure.open
    .route({ path: '/sign-in/members', summary: '可登录的待办人员' })
    .input(z.object(flow))
    .output(agencyFlowSchema.nullable()),
  /** J1: sends a code to the chosen staff member's verified mobile. */
  sendCode: procedure.open
    .route({ path: '/sign-in/code', summary: '获取短信验证码' })
    .input(z.object({ ...flow, handlerId: idSchema }))
    .output(codeSentSchema),
  /** G2: checks the staff member's password or code; starts the agency staff session of this window. */
  staff: procedure.open
    .route({ path: '/sign-in/staff', summary: '代理机构登录第二步：待办人员' })
    .input(
      z.object({
        ...flow,
        handlerId: idSchema,
        proof: handlerProofSchema,
      }),
    )
    .output(sessionStateSchema),
  /** Leaves the flow and discards typed secrets. */
  cancel: procedure.open.route({ path: '/sign-in/cancel', summary: '取消登录' }).input(z.object(flow)).output(z.void()),
};
