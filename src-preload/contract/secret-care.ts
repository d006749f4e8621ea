import { z } from 'zod';
import { accountKindSchema } from './client-secrets.ts';
import { daySchema, idSchema, instantSchema, procedure } from './procedure.ts';
import { plainText } from './validators/plain-text.ts';

/** From which position in the office on somebody holds a right; `named`: only the people who are named. */
export const rightLevelSchema = z.enum(['member', 'leader', 'admin', 'named']);
export type RightLevel = z.infer<typeof rightLevelSchema>;

/** A kind of account; `ownKind` names one of the office's own kinds, and is empty for all of them that are not named. */
const kindFields = { kind: accountKindSchema, ownKind: plainText(z.string().trim().max(30, '最多30个字')).default('') };

const rightsFields = {
  /** Who may copy a secret without seeing it. Whoever may show one may copy it, too. */
  useBy: rightLevelSchema,
  showBy: rightLevelSchema,
  /** Showing one asks for a reason, which the trail keeps. */
  showReason: z.boolean(),
};

const person = z.object({ handlerId: idSchema, name: z.string() });

export const kindRightsSchema = z.object({
  ...kindFields,
  ownKind: z.string(),
  ...rightsFields,
  /** People who hold the right beside those who hold it by their position. */
  users: z.array(person),
  viewers: z.array(person),
  /** Accounts of this kind that the office has. */
  accounts: z.number().int(),
  /** 0: the office has set nothing; sent back on change. */
  revision: z.number().int(),
});
export type KindRights = z.infer<typeof kindRightsSchema>;

/** Why a secret asks for something to be done, worst first. */
export const secretProblems = ['lost', 'ended', 'initial', 'reused', 'weak', 'ending', 'old'] as const;
export const secretProblemSchema = z.enum(secretProblems);
export type SecretProblem = z.infer<typeof secretProblemSchema>;

/** What makes a secret weak: few characters, few classes of them, a common word, a run or a date, a part of its own login name or number. */
export const secretWeaknessSchema = z.enum(['short', 'plain', 'common', 'run', 'own']);
export type SecretWeakness = z.infer<typeof secretWeaknessSchema>;

const reviewRowSchema = z.object({
  accountId: idSchema,
  clientId: idSchema,
  clientName: z.string(),
  kind: accountKindSchema,
  ownKind: z.string(),
  person: z.string(),
  login: z.string(),
  problems: z.array(secretProblemSchema),
  weakness: secretWeaknessSchema.nullable(),
  ageDays: z.number().int(),
  validUntil: daySchema.nullable(),
});
export type ReviewRow = z.infer<typeof reviewRowSchema>;

const useRowSchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  by: z.string(),
  clientId: idSchema.nullable(),
  clientName: z.string(),
  /** What was done with which secret, and why where a reason was asked for. */
  text: z.string(),
});
export type UseRow = z.infer<typeof useRowSchema>;

export const leaverSchema = z.object({
  leaverId: idSchema,
  name: z.string(),
  at: instantSchema,
  by: z.string(),
  /** Secrets in the caller's scope (H5), and those of them that are done. */
  total: z.number().int(),
  done: z.number().int(),
});
export type Leaver = z.infer<typeof leaverSchema>;

/** `replaced`: another secret was put in since; `removed`: the account is gone; `waived`: it need not be changed. */
export const leaverSecretStateSchema = z.enum(['open', 'replaced', 'removed', 'waived']);
const leaverSecretSchema = z.object({
  accountId: idSchema,
  clientId: idSchema,
  clientName: z.string(),
  account: z.string(),
  /** When and how the one who left last used it; null: they could have. */
  used: z.object({ at: instantSchema, how: z.enum(['show', 'copy', 'export']) }).nullable(),
  state: leaverSecretStateSchema,
  waived: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
});
export type LeaverSecret = z.infer<typeof leaverSecretSchema>;

/** Uses of one account (`clientId` and `accountId`), or of one person, or of everybody whose acts the caller may read. */
const usesAsked = z
  .object({
    clientId: idSchema.optional(),
    accountId: idSchema.optional(),
    handlerId: idSchema.optional(),
    /** Asia/Shanghai days, both included. */
    firstDay: daySchema.optional(),
    lastDay: daySchema.optional(),
  })
  .refine(({ clientId, accountId }) => (clientId === undefined) === (accountId === undefined), {
    path: ['accountId'],
    error: '请同时指定客户和账号',
  });

/** 密码管理: who may do what with the secrets of clients' accounts, which of them need care, and who saw or used one. No secret is in any answer. */
export const secretCare = {
  rights: procedure.admin
    .route({ method: 'GET', path: '/secret-care/rights', summary: '密码权限' })
    .output(z.object({ kinds: z.array(kindRightsSchema), people: z.array(person) })),
  setRights: procedure.admin
    .route({ path: '/secret-care/rights', summary: '设置密码权限' })
    .input(
      z
        .object({
          ...kindFields,
          ...rightsFields,
          users: z.array(idSchema).max(200).default([]),
          viewers: z.array(idSchema).max(200).default([]),
          revision: z.number().int(),
        })
        .refine(({ kind, ownKind }) => kind === 'own' || ownKind === '', {
          path: ['ownKind'],
          error: '只有自定义类型有名称',
        })
        .refine(({ showBy, viewers }) => showBy !== 'named' || viewers.length > 0, {
          path: ['viewers'],
          error: '请至少指定一位可以显示密码的人员',
        })
        .refine(({ useBy, users, viewers }) => useBy !== 'named' || users.length + viewers.length > 0, {
          path: ['users'],
          error: '请至少指定一位可以使用密码的人员',
        }),
    )
    .output(z.void()),
  /** 需要处理的密码: accounts of all clients in scope (H5) whose secret is weak, reused, initial, damaged, old, or whose last day comes or came. */
  review: procedure.office
    .route({ path: '/secret-care/review', summary: '需要处理的密码' })
    .input(
      z.object({
        problem: secretProblemSchema.optional(),
        /** Days after which a secret counts as old. */
        olderThan: z.number().int().min(1).max(3650).default(180),
        query: z.string().trim().max(100).default(''),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(
      z.object({
        /** False: the vault of the session is closed, so that only days are known. */
        opened: z.boolean(),
        accounts: z.number().int(),
        counts: z.record(secretProblemSchema, z.number().int()),
        total: z.number().int(),
        rows: z.array(reviewRowSchema),
      }),
    ),
  /** Who showed or copied a secret, newest first. Of an account in scope (H5): everybody; otherwise the acts that J4 lets the caller read. */
  uses: procedure.office
    .route({ path: '/secret-care/uses', summary: '密码使用记录' })
    .input(
      usesAsked.safeExtend({
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(useRowSchema), more: z.boolean() })),
  /** The same as a .csv file; leaves a record. */
  usesFile: procedure.office
    .route({ path: '/secret-care/uses/file', summary: '导出密码使用记录' })
    .input(usesAsked)
    .output(z.object({ base64: z.string(), rows: z.number().int() })),
  /** People who left, newest first, whose secrets are to be changed: begun by their removal (E7). */
  leavers: procedure.office
    .route({ method: 'GET', path: '/secret-care/leavers', summary: '离职人员的密码' })
    .output(z.array(leaverSchema)),
  /** What one who left could see or had used, those that they used first. A secret is done when another one is put in. */
  leaverSecrets: procedure.office
    .route({ path: '/secret-care/leavers/{leaverId}/secrets', summary: '离职后需要更换的密码' })
    .input(
      z.object({
        leaverId: idSchema,
        done: z.boolean().default(false),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(leaverSecretSchema) })),
  /** Marks secrets as not needed to be changed; the reason stays in the list and in the trail. */
  waive: procedure.office
    .route({ path: '/secret-care/leavers/{leaverId}/waive', summary: '无需更换' })
    .input(
      z.object({
        leaverId: idSchema,
        accountIds: z.array(idSchema).min(1).max(200),
        reason: plainText(z.string().trim().min(1, '请填写无需更换的原因').max(200, '最多200个字')),
      }),
    )
    .output(z.void()),
};
