import { z } from 'zod';
import { codeSchema } from './code.ts';
import { idSchema, instantSchema, procedure, provingPasswordSchema, secretSchema } from './procedure.ts';
import { sessionStateSchema } from './session.ts';
import { codeSentSchema } from './sign-in.ts';
import { mobileSchema } from './validators/mobile.ts';
import { personIdentifierSchema } from './validators/person-identifier.ts';

/** `picture`: distorted letters. `sum`: a calculation in words, for people who cannot see the picture. */
export const captchaKindSchema = z.enum(['picture', 'sum']);
export type CaptchaKind = z.infer<typeof captchaKindSchema>;

/** A captcha of this window (F1): valid once, for two minutes; the next captcha replaces it. */
export const captchaSchema = z.object({
  captcha: idSchema,
  kind: captchaKindSchema,
  /** An SVG document that holds no text; null for `sum`. */
  picture: z.string().nullable(),
  /** Null for `picture`. */
  question: z.string().nullable(),
  expiresAt: instantSchema,
});
export type Captcha = z.infer<typeof captchaSchema>;

/** Login of a natural person (F1), and recovery of a forgotten password (D5). */
export const personSignIn = {
  /** F1: a new captcha for this window. */
  captcha: procedure.open
    .route({ path: '/person-sign-in/captcha', summary: '登录验证码' })
    .input(z.object({ kind: captchaKindSchema }))
    .output(captchaSchema),
  /** F1: checks identifier, password and captcha; starts this window's person session. */
  signIn: procedure.open
    .route({ path: '/person-sign-in', summary: '自然人登录' })
    .input(
      z.object({
        identifier: personIdentifierSchema,
        password: provingPasswordSchema,
        captcha: idSchema,
        answer: z.string().min(1, '请输入登录验证码').max(20, '登录验证码过长'),
      }),
    )
    .output(sessionStateSchema),
  /** D5: sends a code to the verified mobile. The answer is the same if the person is unknown (J2). */
  recoveryCode: procedure.open
    .route({ path: '/person-sign-in/recovery/code', summary: '自然人忘记密码：获取验证码' })
    .input(z.object({ idNumber: personIdentifierSchema, mobile: mobileSchema }))
    .output(codeSentSchema.extend({ flow: idSchema })),
  /** D5: the right code starts this window's ticket, which opens only {@link setPassword}. */
  recoveryProve: procedure.open
    .route({ path: '/person-sign-in/recovery/prove', summary: '自然人忘记密码：核对验证码' })
    .input(z.object({ flow: idSchema, code: codeSchema }))
    .output(sessionStateSchema),
  /** D5: sets the new password; every session of the person ends, including this ticket. */
  setPassword: procedure
    .ticket('accountPassword')
    .route({ path: '/person-sign-in/recovery/password', summary: '自然人重设密码' })
    .input(z.object({ newPassword: secretSchema }))
    .output(sessionStateSchema),
};
