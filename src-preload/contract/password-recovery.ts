import { z } from 'zod';
import { idSchema, procedure, secretSchema } from './procedure.ts';
import { sessionStateSchema } from './session.ts';
import { codeSentSchema } from './sign-in.ts';
import { mobileSchema } from './validators/mobile.ts';
import { taxpayerIdSchema } from './validators/taxpayer-id.ts';

/** 忘记密码: an enterprise's password (D1), and the change-password page of a reset (D3). */
export const passwordRecovery = {
  /** D1: sends a code to the verified mobile of the legal representative or finance officer. Answers alike whether they are known or not (J2). */
  sendCode: procedure.open.route({ path: '/password-recovery/code', summary: '忘记密码：获取验证码' })
    .input(z.object({ taxpayerId: taxpayerIdSchema, capacity: z.enum(['legalRepresentative', 'financeOfficer']), mobile: mobileSchema }))
    .output(codeSentSchema.extend({ flow: idSchema })),
  /** D1: the right code makes this window's ticket, which opens {@link setEnterprisePassword} and nothing else. */
  prove: procedure.open.route({ path: '/password-recovery/prove', summary: '忘记密码：核对验证码' })
    .input(z.object({ flow: idSchema, code: z.string().regex(/^\d{6}$/, '验证码为6位数字') })).output(sessionStateSchema),
  /** D1: sets the new enterprise password; all sessions of the enterprise end, this ticket too. */
  setEnterprisePassword: procedure.ticket('enterprisePassword').route({ path: '/password-recovery/enterprise-password', summary: '重设企业密码' })
    .input(z.object({ newPassword: secretSchema })).output(sessionStateSchema),
  /** D3: sets the new personal password after a reset; the ticket ends, and the person logs in with the new password. */
  setPersonalPassword: procedure.ticket('personalPassword').route({ path: '/password-recovery/personal-password', summary: '重置后设置个人密码' })
    .input(z.object({ newPassword: secretSchema })).output(sessionStateSchema),
};
