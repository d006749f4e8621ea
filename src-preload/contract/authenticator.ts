import { z } from 'zod';
import { idSchema, instantSchema, procedure, provingPasswordSchema } from './procedure.ts';

/** Six digits, of an SMS message or of an authenticator. */
export const sixDigitsSchema = z.string().regex(/^\d{6}$/, '请输入6位数字的动态口令');

export const authenticatorStatusSchema = z.object({
  /** False in a training world, where SMS codes reach the simulated phone. */
  available: z.boolean(),
  /** When the one in use was set up; null: none is in use. */
  since: instantSchema.nullable(),
});
export type AuthenticatorStatus = z.infer<typeof authenticatorStatusSchema>;

/** What is shown once while it is set up, and never again. */
export const authenticatorSetUpSchema = z.object({
  setUp: idSchema,
  /** Base32, to be typed where no camera can read the picture. */
  secret: z.string(),
  /** `otpauth://…`, what the QR code holds. */
  address: z.string(),
  /** Under which names the app lists it. */
  issuer: z.string(),
  account: z.string(),
  /** Until when the first code must be typed. */
  expiresAt: instantSchema,
});
export type AuthenticatorSetUp = z.infer<typeof authenticatorSetUpSchema>;

const fresh = z.object({ personalPassword: provingPasswordSchema });

/** A staff member's own 动态口令 in the office profile, where it takes the place of SMS codes (ADR-0008). */
export const authenticator = {
  status: procedure.staff
    .route({ method: 'GET', path: '/authenticator', summary: '动态口令状态' })
    .output(authenticatorStatusSchema),
  /** Shows a new secret after a fresh check of the personal password; nothing changes before {@link authenticator.confirm}. */
  begin: procedure.staff
    .route({ path: '/authenticator/begin', summary: '设置动态口令' })
    .input(fresh)
    .output(authenticatorSetUpSchema),
  /** The first right code puts it in use, in the place of an earlier one. */
  confirm: procedure.staff
    .route({ path: '/authenticator/confirm', summary: '启用动态口令' })
    .input(z.object({ setUp: idSchema, code: sixDigitsSchema }))
    .output(authenticatorStatusSchema),
  remove: procedure.staff
    .route({ path: '/authenticator/remove', summary: '停用动态口令' })
    .input(fresh)
    .output(authenticatorStatusSchema),
};
