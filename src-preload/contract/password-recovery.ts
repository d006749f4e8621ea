import { z } from 'zod';
import { sixDigitsSchema } from './authenticator.ts';
import { codeSchema } from './code.ts';
import { idSchema, procedure, secretSchema } from './procedure.ts';
import { sessionStateSchema } from './session.ts';
import { codeSentSchema } from './sign-in.ts';
import { mobileSchema } from './validators/mobile.ts';
import { storedTaxpayerIdSchema } from './validators/stored-taxpayer-id.ts';

const officer = {
  taxpayerId: storedTaxpayerIdSchema,
  capacity: z.enum(['legalRepresentative', 'financeOfficer']),
  mobile: mobileSchema,
};
const recoveryKey = z.string().min(1, '请输入恢复密钥').max(200, '恢复密钥过长，请只输入恢复密钥本身');

/** Proof of an officer of the agency if no SMS can be sent (D1, office profile). */
export const officerProofSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('authenticator'), code: sixDigitsSchema }),
  z.object({ kind: z.literal('recoveryKey'), recoveryKey }),
]);

/** 忘记密码: an enterprise's password (D1), and the change-password page of a reset (D3). */
export const passwordRecovery = {
  /** D1: sends a code to the verified mobile of the legal representative or finance officer. The answer is the same if they are unknown (J2). */
  sendCode: procedure.open
    .route({ path: '/password-recovery/code', summary: '忘记密码：获取验证码' })
    .input(z.object(officer))
    .output(codeSentSchema.extend({ flow: idSchema })),
  /** D1: the right code starts this window's ticket, which opens only {@link setEnterprisePassword}. */
  prove: procedure.open
    .route({ path: '/password-recovery/prove', summary: '忘记密码：核对验证码' })
    .input(z.object({ flow: idSchema, code: codeSchema }))
    .output(sessionStateSchema),
  /**
   * D1 in the office profile: the officer's authenticator, or the printed recovery key, starts the same ticket. The
   * answer is the same for an unknown person, a missing authenticator and a wrong proof (J2).
   */
  proveOfficer: procedure.open
    .route({ path: '/password-recovery/officer', summary: '忘记机构登录密码：核对动态口令或恢复密钥' })
    .input(z.object({ ...officer, proof: officerProofSchema }))
    .output(sessionStateSchema),
  /**
   * Office profile, step 2 of the agency's login: an officer who forgot the personal password proves their identity
   * with the printed recovery key. The old password is void at once, and the ticket opens {@link setPersonalPassword}
   * (D3).
   */
  provePersonal: procedure.open
    .route({ path: '/password-recovery/personal', summary: '忘记个人密码：核对恢复密钥' })
    .input(z.object({ flow: idSchema, handlerId: idSchema, recoveryKey }))
    .output(sessionStateSchema),
  /** D1: sets the new enterprise password; all sessions of the enterprise end, including this ticket. */
  setEnterprisePassword: procedure
    .ticket('enterprisePassword')
    .route({ path: '/password-recovery/enterprise-password', summary: '重设企业密码' })
    .input(z.object({ newPassword: secretSchema }))
    .output(sessionStateSchema),
  /** D3: sets the new personal password after a reset; the ticket ends, and the person logs in with the new password. */
  setPersonalPassword: procedure
    .ticket('personalPassword')
    .route({ path: '/password-recovery/personal-password', summary: '重置后设置个人密码' })
    .input(z.object({ newPassword: secretSchema }))
    .output(sessionStateSchema),
};
