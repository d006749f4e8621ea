import { z } from 'zod';
import { clientSearchSchema } from './clients.ts';
import { passphraseProblem } from './passphrase.ts';
import { procedure, provingPasswordSchema } from './procedure.ts';
import { plainText } from './validators/plain-text.ts';

const passphraseWords = {
  empty: '请输入文件的密码',
  short: '文件的密码至少10个字符',
  repeats: '文件的密码里重复的字符太多，请换一个',
} as const;

/** The passphrase of a file that leaves the office: as strong as an office passphrase. */
export const filePassphraseSchema = z
  .string()
  .max(128, '文件的密码最多128个字符')
  .check((context) => {
    const problem = passphraseProblem(context.value);
    if (problem !== null)
      context.issues.push({ code: 'custom', input: context.value, message: passphraseWords[problem] });
  });

/** Secrets of accounts (账号与密码) as a file; nothing else returns more than one secret. */
export const secretExport = {
  /**
   * The accounts of all clients that a search finds, with their secrets, as a KeePass file (KDBX 4) under a passphrase of its own. Only for admins, after a
   * new check of the personal password and with the vault open, and of the kinds that the admin may show; the trail keeps numbers and the reason, never contents.
   */
  write: procedure.admin
    .route({ path: '/clients/accounts/export', summary: '导出客户账号密码' })
    .input(
      clientSearchSchema.omit({ offset: true, limit: true }).extend({
        personalPassword: provingPasswordSchema,
        passphrase: filePassphraseSchema,
        reason: plainText(z.string().trim().min(1, '请填写导出原因').max(200, '最多200个字')),
      }),
    )
    .output(
      z.object({
        /** Bytes of the file. */
        base64: z.string(),
        clients: z.number().int(),
        accounts: z.number().int(),
        /** Accounts whose secret is lost (its seal was damaged): not in the file. */
        lost: z.number().int(),
        /** Accounts of kinds that this admin may not show: not in the file. */
        withheld: z.number().int(),
      }),
    ),
};
