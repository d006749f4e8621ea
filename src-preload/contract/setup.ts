import { z } from 'zod';
import { deskStatusSchema, ruleSetSchema } from './desk.ts';
import { idTypeSchema } from './validators/id-document.ts';
import { readable } from './validators/plain-text.ts';
import { defaultMaxBytes, procedure, secretSchema } from './procedure.ts';
import { pieceBytes } from './shell.ts';
import { takenPieceSchema, uploadPieceSchema, uploadSchema } from './upload.ts';
import { taxpayerIdSchema } from './validators/taxpayer-id.ts';
import { mobileSchema } from './validators/mobile.ts';

/** First run and opening; what opens a desk is refused once one is open. */
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
        /** Asked for where the machine has no usable keychain, or when the office prefers it. */
        passphrase: z.string().min(10, '口令至少10个字符').max(128).optional(),
        /** One office is one machine for now: read and accepted. */
        acceptsOneMachine: z.literal(true, '请确认：目前一个机构只在一台电脑上使用'),
      }),
    )
    .output(z.object({ recoveryKey: z.string(), status: deskStatusSchema })),
  /** Says, by that key, that the newest recovery key is in somebody's hands: at the end of the first run, when nobody is signed in yet, and after each new one. */
  keptRecoveryKey: procedure.open
    .route({ path: '/setup/recovery-key-kept', summary: '确认已保管恢复密钥' })
    .input(z.object({ recoveryKey: z.string().max(200) }))
    .output(z.void()),
  /** Opens a store that waits for the office passphrase. */
  unlock: procedure.open
    .route({ path: '/setup/unlock', summary: '输入口令打开' })
    .input(z.object({ passphrase: secretSchema }))
    .output(deskStatusSchema),
  /** A lost keychain entry or forgotten passphrase is mended with the printed recovery key. */
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
   * Takes the next piece of a backup that is to be restored: pieces in order, the first without `upload`. One upload at a time, of the window that began it;
   * another one that begins, the end of the desk and the next start remove what is there.
   */
  uploadBackup: procedure.open
    .meta({ maxBytes: pieceBytes + defaultMaxBytes, whileUnopened: true })
    .route({ path: '/setup/restore/pieces', summary: '上传备份文件的一段' })
    .input(uploadPieceSchema)
    .output(takenPieceSchema),
  /** Restores an encrypted backup, whole in `uploadBackup`, on this (perhaps new) machine with the recovery key. A wrong key leaves the upload for another try. */
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
   * Closes an own office whose file is damaged, so that a backup can take its place: the desk then stands as if the office had not opened. Reads the file
   * through first where damage is not known yet.
   */
  closeDamaged: procedure.open
    .route({ path: '/setup/close-damaged', summary: '关闭已损坏的机构数据' })
    .output(deskStatusSchema),
  /** Tries again to open what could not be opened: the keychain was unlocked, another program was closed. A failure shows in the status. */
  retry: procedure.open.route({ path: '/setup/retry', summary: '重新打开' }).output(deskStatusSchema),
  /** Leaves a training world, whose data stay: for the own office where there is one, else for the first-run page. */
  leaveWorld: procedure.open.route({ path: '/setup/leave', summary: '离开演示环境' }).output(deskStatusSchema),
};
