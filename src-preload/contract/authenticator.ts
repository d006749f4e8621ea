import { z } from 'zod';
import { idSchema, instantSchema, procedure, provingPasswordSchema } from './procedure.ts';

/** Six digits, from an SMS message or an authenticator. */
export const sixDigitsSchema = z.string().regex(/^\d{6}$/, '请输入6位数字的动态口令');

export const authenticatorStatusSchema = z.object({
  /** False in a training world, where SMS codes reach the simulated phone. */
  available: z.boolean(),
  /** When the present authenticator was set up; null: there is none. */
  since: instantSchema.nullable(),
});
export type AuthenticatorStatus = z.infer<typeof authenticatorStatusSchema>;

/** Shown once during set-up, and never again. */
export const authenticatorSetUpSchema = z.object({
  setUp: idSchema,
  /** Base32, for typing when no camera can read the picture. */
  secret: z.string(),
  /** `otpauth://…`, the content of the QR code. */
  address: z.string(),
  /** The names under which the app lists it. */
  issuer: z.string(),
  account: z.string(),
  /** Last instant at which the first code can be typed. */
  expiresAt: instantSchema,
});
export type AuthenticatorSetUp = z.infer<typeof authenticatorSetUpSchema>;

const fresh = z.object({ personalPassword: provingPasswordSchema });

/** A staff member's own 动态口令 in the office profile, where it replaces SMS codes (ADR-0008). */
export const authenticator = {
  status: procedure.staff
    .route({ method: 'GET', path: '/authenticator', summary: '动态口令状态' })
    .output(authenticatorStatusSchema),
  /** Shows a new secret after a fresh check of the personal password; nothing changes before {@link authenticator.confirm}. */
  begin: procedure.staff
    .route({ path: '/authenticator/begin', summary: '设置动态口令' })
    .input(fresh)
    .output(authenticatorSetUpSchema),
  /** The first right code activates it and replaces an earlier one. */
  confirm: procedure.staff
    .route({ path: '/authenticator/confirm', summary: '启用动态口令' })
    .input(z.object({ setUp: idSchema, code: sixDigitsSchema }))
    .output(authenticatorStatusSchema),
  remove: procedure.staff
    .route({ path: '/authenticator/remove', summary: '停用动态口令' })
    .input(fresh)
    .output(authenticatorStatusSchema),
};
