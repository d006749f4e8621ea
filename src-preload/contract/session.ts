import { z } from 'zod';
import { capacitySchema, officeRoleSchema, staffMemberSchema } from './people.ts';
import {
  daySchema,
  idSchema,
  instantSchema,
  procedure,
  provingPasswordSchema,
  secretSchema,
  ticketPurposes,
} from './procedure.ts';

/** Idle time after which a desk locks, in milliseconds (J3). */
export const idleLimit = 30 * 60_000;

/** Why a session ended (J3, H2); shown to the person. */
export const sessionEndSchema = z.enum([
  'signedOut',
  'idle',
  'absolute',
  'parentEnded',
  'closed',
  'replaced',
  'agreementCancelled',
  'agreementSuspended',
  'agreementExpired',
  'agreementPasswordReplaced',
  'assignmentTaken',
  'clientStopped',
  'rightsRemoved',
  'passwordChanged',
  'enterprisePasswordChanged',
  'passwordReset',
  'realNameChanged',
  'hostRestarted',
  'left',
  'accountPasswordChanged',
  'locked',
]);
export type SessionEnd = z.infer<typeof sessionEndSchema>;

/** An open client session (G5), as the tab, the client band and the home page show it. */
export const openClientSchema = z.object({
  /** Id of the client session; names the client in every call of the workspace. */
  clientSession: idSchema,
  clientId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  /** Stable colour slot of the client, 0 to 9. */
  colour: z.number().int().min(0).max(9),
  agreement: z.object({
    id: idSchema,
    firstDay: daySchema,
    lastDay: daySchema,
    functions: z.array(z.string()),
    recordedByAgency: z.boolean(),
  }),
  enteredAt: instantSchema,
  /** When the window's idle time ends if nothing more is done in it, and the client session's absolute end (J3). */
  idleEndsAt: instantSchema,
  endsAt: instantSchema,
});
export type OpenClient = z.infer<typeof openClientSchema>;

/** A tab from before a restart, or of an ended session: it stays locked until the client is entered again. */
export const closedTabSchema = z.object({
  clientId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  colour: z.number().int().min(0).max(9),
  ended: sessionEndSchema,
});
export type ClosedTab = z.infer<typeof closedTabSchema>;

export const staffSessionSchema = z.object({
  staff: staffMemberSchema.extend({ officeRole: officeRoleSchema, teamName: z.string().nullable() }),
  agency: z.object({ name: z.string(), taxpayerId: z.string() }),
  /** B5: no personal password yet; the program asks for one at every login. */
  mustSetPassword: z.boolean(),
  locked: z.boolean(),
  signedInAt: instantSchema,
  idleEndsAt: instantSchema,
  endsAt: instantSchema,
});
export type StaffSession = z.infer<typeof staffSessionSchema>;

const term = { signedInAt: instantSchema, idleEndsAt: instantSchema, endsAt: instantSchema };
const enterprise = z.object({ id: idSchema, name: z.string(), taxpayerId: z.string() });

/** F2: a natural person, on their own home page. */
export const personSessionSchema = z.object({
  kind: z.literal('person'),
  person: z.object({ id: idSchema, name: z.string() }),
  /** Whether the person's real name is collected (A3); otherwise no enterprise can be entered. */
  realName: z.boolean(),
  ...term,
});

/** A4: one person acting for one enterprise. */
export const enterpriseSessionSchema = z.object({
  kind: z.literal('enterprise'),
  enterprise,
  person: z.object({ handlerId: idSchema, name: z.string(), capacity: capacitySchema }),
  /** Permission functions that the person holds now (E5). */
  functions: z.array(z.string()),
  /** B5: no personal password yet; the program asks for one at every login. */
  mustSetPassword: z.boolean(),
  /** F2: entered from the person's home page; the user can return there. */
  entered: z.boolean(),
  ...term,
});
/** B8: an enterprise without a person; it has only the social-insurance functions. */
export const socialInsuranceSessionSchema = z.object({
  kind: z.literal('socialInsurance'),
  enterprise,
  functions: z.array(z.string()),
  ...term,
});
/** D1, D3, D5: opens only one page. */
export const ticketSessionSchema = z.object({
  kind: z.literal('ticket'),
  opens: z.enum(ticketPurposes),
  /** Null for a natural person's own password (D5). */
  enterprise: enterprise.nullable(),
  person: z.object({ name: z.string(), capacity: capacitySchema.nullable() }),
  ...term,
});

/** Who is signed in in this window, by the kind of the session (J3). */
export const windowSessionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agencyStaff'), handlerId: idSchema, name: z.string() }),
  enterpriseSessionSchema,
  socialInsuranceSessionSchema,
  ticketSessionSchema,
  personSessionSchema,
]);
export type WindowSession = z.infer<typeof windowSessionSchema>;

export const sessionStateSchema = z.object({
  /** Who is signed in in this window; null: nobody. */
  who: windowSessionSchema.nullable(),
  /** The agency staff session, if `who` is of that kind; otherwise null. */
  session: staffSessionSchema.nullable(),
  /** Why this window's last session ended, unless the user signed out. */
  ended: sessionEndSchema.nullable(),
  open: z.array(openClientSchema),
  closed: z.array(closedTabSchema),
});
export type SessionState = z.infer<typeof sessionStateSchema>;

export const session = {
  /** The session of this window with its clients. Without a session it still answers and never refuses. */
  current: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ method: 'GET', path: '/session', summary: '当前会话' })
    .output(sessionStateSchema),
  /**
   * The person did something in this window (J3). Only this call renews idle time. The page makes it on a key or a
   * click, never by itself. Null: nobody is signed in, or the desk is locked.
   */
  touch: procedure.open
    .route({ path: '/session/touch', summary: '有操作' })
    .output(z.object({ idleEndsAt: instantSchema.nullable() })),
  signOut: procedure.open.route({ path: '/session/sign-out', summary: '退出登录' }).output(z.void()),
  /** Ctrl L (J3). Closes the vault of an agency's own session and refuses all but unlock and sign-out. Ends a login at the bureau. */
  lock: procedure.open.route({ path: '/session/lock', summary: '锁定' }).output(sessionStateSchema),
  /** Ends a lock with the personal password (or a new code if the person has none). */
  unlock: procedure.staff
    .meta({ access: { kind: 'staff' }, whileLocked: true })
    .route({ path: '/session/unlock', summary: '解锁' })
    .input(z.object({ personalPassword: provingPasswordSchema }))
    .output(sessionStateSchema),
  /** B5, B6: first personal password, or a change with the old one. Ends the person's other sessions when changed. */
  setPersonalPassword: procedure.staff
    .route({ path: '/session/personal-password', summary: '设置个人密码' })
    .input(z.object({ oldPassword: provingPasswordSchema.optional(), newPassword: secretSchema }))
    .output(sessionStateSchema),
};
