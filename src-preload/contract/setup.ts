import { z } from 'zod';
import { deskStatusSchema, ruleSetSchema } from './desk.ts';
import { idTypeSchema } from './validators/id-document.ts';
import { readable } from './validators/plain-text.ts';
import { defaultMaxBytes, procedure, secretSchema } from './procedure.ts';
import { pieceBytes } from './shell.ts';
import { takenPieceSchema, uploadPieceSchema, uploadSchema } from './upload.ts';
import { taxpayerIdSchema } from './validators/taxpayer-id.ts';
import { mobileSchema } from './validators/mobile.ts';

/** First run and opening; a procedure that opens a desk is refused while one is open. */
export const setup = {
  /** Training worlds this program ships. */
  worlds: procedure.open
    .route({ method: 'GET', path: '/setup/worlds', summary: '演示环境列表' })
    .output(z.array(z.object({ world: z.string(), title: z.string(), text: z.string(), clients: z.number().int() }))),
  openWorld: procedure.open
    .route({ path: '/setup/world', summary: '打开演示环境' })
    .input(z.object({ world: z.string().max(40) }))
    .output(deskStatusSchema),
  /** Creates the own office: agency, first admin (identity card attested: A3), recovery key (shown once), rule set. */
  createOffice: procedure.open
    .route({ path: '/setup/office', summary: '建立本机构' })
    .input(
      z.object({
        agency: z.object({
          name: readable(z.string().trim().min(2, '请输入机构名称').max(100, '机构名称过长')),
          taxpayerId: taxpayerIdSchema,
          password: secretSchema,
        }),
        admin: z.object({
          name: readable(z.string().trim().min(2, '请输入姓名').max(40, '姓名过长')),
          capacity: z.enum(['legalRepresentative', 'financeOfficer']),
          idType: idTypeSchema,
          idNumber: z.string().trim().min(4).max(30),
          mobile: mobileSchema,
          personalPassword: secretSchema,
        }),
        ruleSet: ruleSetSchema,
        /** Required if the machine has no usable keychain, or if the office prefers a passphrase. */
        passphrase: z.string().min(10, '口令至少10个字符').max(128).optional(),
        /** The user has read and accepted that one office is one machine for now. */
        acceptsOneMachine: z.literal(true, '请确认：目前一个机构只在一台电脑上使用'),
      }),
    )
    .output(z.object({ recoveryKey: z.string(), status: deskStatusSchema })),
  /** Proves, with the key itself, that somebody holds the newest recovery key: at the end of the first run, before anybody signs in, and after each new key. */
  keptRecoveryKey: procedure.open
    .route({ path: '/setup/recovery-key-kept', summary: '确认已保管恢复密钥' })
    .input(z.object({ recoveryKey: z.string().max(200) }))
    .output(z.void()),
  /** Opens a store that waits for the office passphrase. */
  unlock: procedure.open
    .route({ path: '/setup/unlock', summary: '输入口令打开' })
    .input(z.object({ passphrase: secretSchema }))
    .output(deskStatusSchema),
  /** The printed recovery key replaces a lost keychain entry or a forgotten passphrase. */
  unlockWithRecoveryKey: procedure.open
    .route({ path: '/setup/unlock-recovery', summary: '用恢复密钥打开' })
    .input(
      z.object({
        recoveryKey: z.string().max(200),
        newPassphrase: z.string().min(10, '口令至少10个字符').max(128).optional(),
      }),
    )
    .output(deskStatusSchema),
  /**
   * Takes the next piece of a backup to restore: pieces in order, the first without `upload`. There is one upload at a
   * time, of the window that began it. A new upload, the end of the desk and the next start delete it.
   */
  uploadBackup: procedure.open
    .meta({ maxBytes: pieceBytes + defaultMaxBytes, whileUnopened: true })
    .route({ path: '/setup/restore/pieces', summary: '上传备份文件的一段' })
    .input(uploadPieceSchema)
    .output(takenPieceSchema),
  /** Restores an encrypted backup, uploaded by `uploadBackup`, on this (perhaps new) machine with the recovery key. A wrong key keeps the upload. */
  restore: procedure.open
    .route({ path: '/setup/restore', summary: '恢复备份' })
    .input(
      z.object({
        upload: uploadSchema,
        recoveryKey: z.string().max(200),
        passphrase: z.string().min(10, '口令至少10个字符').max(128).optional(),
      }),
    )
    .output(deskStatusSchema),
  /**
   * Closes an own office whose file is damaged, so that a backup can replace it. The desk is then as if the office had
   * failed to open. Reads the whole file first if no damage is known yet.
   */
  closeDamaged: procedure.open
    .route({ path: '/setup/close-damaged', summary: '关闭已损坏的机构数据' })
    .output(deskStatusSchema),
  /** Tries again to open the store, such as after the keychain was unlocked or another program closed. A failure shows in the status. */
  retry: procedure.open.route({ path: '/setup/retry', summary: '重新打开' }).output(deskStatusSchema),
  /** Leaves a training world and keeps its data: opens the own office if there is one, otherwise the first-run page. */
  leaveWorld: procedure.open.route({ path: '/setup/leave', summary: '离开演示环境' }).output(deskStatusSchema),
};
