import { z } from 'zod';
import { idSchema, instantSchema, procedure, provingPasswordSchema } from './procedure.ts';

export const vaultStatusSchema = z.object({
  /** `none`: this member has no key pair yet. `waiting`: has one, but no member with an open vault granted access. */
  state: z.enum(['none', 'waiting', 'locked', 'open']),
  entries: z.number().int(),
  /** Whether somebody proved to hold the newest recovery key; an office whose key was never shown is asked to make a new one. */
  recoveryKeyKept: z.boolean(),
});
export type VaultStatus = z.infer<typeof vaultStatusSchema>;

/** The office vault (ADR-0015): sealed agreement passwords, opened by the personal password. */
export const vault = {
  status: procedure.office.route({ method: 'GET', path: '/vault', summary: '保险库状态' }).output(vaultStatusSchema),
  /** After an SMS login, or after closing: asks for the personal password once. */
  open: procedure.office
    .route({ path: '/vault/open', summary: '打开保险库' })
    .input(z.object({ personalPassword: provingPasswordSchema }))
    .output(vaultStatusSchema),
  close: procedure.office.route({ path: '/vault/close', summary: '关闭保险库' }).output(vaultStatusSchema),
  forget: procedure.office
    .route({ path: '/vault/forget', summary: '忘记协议密码' })
    .input(z.object({ clientId: idSchema }))
    .output(z.void()),
  /** Shows one remembered agreement password, only after a new check of the personal password; leaves a trail record. */
  reveal: procedure.office
    .route({ path: '/vault/reveal', summary: '查看协议密码' })
    .input(z.object({ clientId: idSchema, personalPassword: provingPasswordSchema }))
    .output(z.object({ agreementPassword: z.string(), rememberedAt: instantSchema })),
  /** Members who wait for access; a member with an open vault can grant it. */
  waiting: procedure.office
    .route({ method: 'GET', path: '/vault/waiting', summary: '待授权成员' })
    .output(z.array(z.object({ handlerId: idSchema, name: z.string() }))),
  grant: procedure.admin
    .route({ path: '/vault/grant', summary: '授权成员使用保险库' })
    .input(z.object({ handlerId: idSchema }))
    .output(z.void()),
  /** The printed recovery key opens the vault for this member and wraps its key to the member again. */
  recover: procedure.office
    .route({ path: '/vault/recover', summary: '用恢复密钥打开保险库' })
    .input(z.object({ recoveryKey: z.string().max(200), personalPassword: provingPasswordSchema }))
    .output(vaultStatusSchema),
  /** Makes a new printed recovery key (the old one stops working); it is shown only once. */
  newRecoveryKey: procedure.admin
    .route({ path: '/vault/recovery-key', summary: '更换恢复密钥' })
    .input(z.object({ personalPassword: provingPasswordSchema }))
    .output(z.object({ recoveryKey: z.string() })),
};
