import { z } from 'zod';
import { daySchema, idSchema, instantSchema, procedure, secretSchema } from './procedure.ts';
import { withoutSpread } from './validators/person-name.ts';
import { plainText } from './validators/plain-text.ts';

/** What a client's account gives access to; `own` is a kind that the office names itself. */
export const accountKinds = [
  'bureauLegalRepresentative',
  'bureauFinanceOfficer',
  'bureauHandler',
  'bureauInvoiceIssuer',
  'personIncomeTax',
  'socialInsurance',
  'companyRegister',
  'taxDevice',
  'certificate',
  'bank',
  'own',
] as const;
export const accountKindSchema = z.enum(accountKinds);
export type AccountKind = z.infer<typeof accountKindSchema>;

/** The names of the kinds on screens, in the trail and in search. */
export const accountKindNames: Readonly<Record<Exclude<AccountKind, 'own'>, string>> = {
  bureauLegalRepresentative: '税务局账号-法定代表人',
  bureauFinanceOfficer: '税务局账号-财务负责人',
  bureauHandler: '税务局账号-办税人',
  bureauInvoiceIssuer: '税务局账号-开票员',
  personIncomeTax: '个税扣缴端',
  socialInsurance: '社保',
  companyRegister: '工商公示',
  taxDevice: '税控设备/UKey',
  certificate: 'CA证书',
  bank: '银行',
};

/** The kind of an account in words. */
export const accountKindName = ({ kind, ownKind }: { kind: AccountKind; ownKind: string }): string =>
  kind === 'own' ? ownKind : accountKindNames[kind];

/** The second factor that the login asks for beside the secret. */
export const secondFactorSchema = z.enum(['none', 'sms', 'app', 'device']);
export type SecondFactor = z.infer<typeof secondFactorSchema>;

const line = (most: number) => plainText(z.string().trim().max(most, `最多${most}个字`)).default('');

/** Somebody's name: as it is looked up, however wide it was written. */
const personLine = (most: number) => line(most).transform(withoutSpread);

/** What is known of an account without opening the vault. Empty text counts as absent. */
const openFields = z.object({
  kind: accountKindSchema,
  /** The office's own kind, where `kind` is `own`. */
  ownKind: line(30),
  /** Whose account it is. */
  person: personLine(50),
  site: line(200),
  login: line(100),
  secondFactor: secondFactorSchema.default('none'),
  /** Who gets the code or holds the device. */
  factorHolder: personLine(50),
  /** Last day on which the account or its certificate is good. */
  validUntil: daySchema.nullable().default(null),
  note: plainText(z.string().trim().max(500, '最多500个字'), { lines: true }).default(''),
});
const ownKindNamed = {
  check: ({ kind, ownKind }: { kind: AccountKind; ownKind: string }): boolean => kind !== 'own' || ownKind !== '',
  problem: { path: ['ownKind'], error: '请填写账号类型的名称' },
};

/** An account with its secret, as it is typed or imported. */
export const accountInputSchema = openFields
  .extend({ secret: secretSchema })
  .refine(ownKindNamed.check, ownKindNamed.problem);
export type AccountInput = z.output<typeof accountInputSchema>;

const accountSchema = z.object({
  ...openFields.shape,
  ownKind: z.string(),
  person: z.string(),
  site: z.string(),
  login: z.string(),
  secondFactor: secondFactorSchema,
  factorHolder: z.string(),
  validUntil: daySchema.nullable(),
  note: z.string(),
  accountId: idSchema,
  /** Increases with every change; sent back on change. */
  revision: z.number().int(),
  /** When the present secret was entered, and how many days ago. */
  since: instantSchema,
  ageDays: z.number().int(),
  /** `ending`: within thirty days; null: no last day is known. */
  validity: z.enum(['valid', 'ending', 'ended']).nullable(),
  /** Number of former secrets kept. */
  former: z.number().int(),
  /** The secret's seal was damaged: the secret must be entered again. */
  lost: z.boolean(),
  /** What is known of the secret without showing it; null while the vault is closed. */
  marks: z
    .object({
      /** Another account in scope has the same secret. */
      reused: z.boolean(),
      /** It is a password that new accounts are usually handed over with. */
      initial: z.boolean(),
      /** Why it is soon guessed; null: it is not. */
      weak: z.enum(['short', 'plain', 'common', 'run', 'own']).nullable(),
    })
    .nullable(),
  /** What the caller may do with the secret (set per kind); `reason`: showing it asks for one. Marks are told to those who may use it. */
  may: z.object({ use: z.boolean(), show: z.boolean(), reason: z.boolean() }),
});
export type Account = z.infer<typeof accountSchema>;

const account = { clientId: idSchema, accountId: idSchema };
const path = '/clients/{clientId}/accounts';

/** 账号与密码: any number of accounts per client, each with a secret sealed in the vault (ADR-0015). Only `show` and `copy` return a secret. */
export const clientSecrets = {
  list: procedure.office
    .route({ method: 'GET', path, summary: '客户账号' })
    .input(z.object({ clientId: idSchema }))
    .output(z.array(accountSchema)),
  add: procedure.office
    .route({ path, summary: '新增客户账号' })
    .input(
      openFields.extend({ clientId: idSchema, secret: secretSchema }).refine(ownKindNamed.check, ownKindNamed.problem),
    )
    .output(z.object({ accountId: idSchema })),
  /** Changes the open fields of an account and, if `secret` is given, its secret; the former secret is kept, sealed. */
  change: procedure.office
    .route({ path: `${path}/{accountId}/change`, summary: '修改客户账号' })
    .input(
      openFields
        .extend({ ...account, revision: z.number().int(), secret: secretSchema.optional() })
        .refine(ownKindNamed.check, ownKindNamed.problem),
    )
    .output(z.void()),
  /** Erases the account, its secret and the former secrets; needs the open vault, as all changes of a secret do. */
  remove: procedure.office
    .route({ path: `${path}/{accountId}/remove`, summary: '删除客户账号' })
    .input(
      z.object({
        ...account,
        revision: z.number().int(),
        reason: plainText(z.string().trim().min(1, '请填写删除原因').max(200, '最多200个字')),
      }),
    )
    .output(z.void()),
  /** The secret, to show; leaves a record. `version`: a former one. `reason`: needed if the office no longer serves the client, and for kinds that ask for one. */
  show: procedure.office
    .route({ path: `${path}/{accountId}/show`, summary: '显示客户账号密码' })
    .input(
      z.object({
        ...account,
        version: z.number().int().min(1).optional(),
        reason: plainText(z.string().trim().min(1, '请填写查看原因').max(200, '最多200个字')).optional(),
      }),
    )
    .output(z.object({ secret: z.string() })),
  /** The secret, for the clipboard; leaves a record. */
  copy: procedure.office
    .route({ path: `${path}/{accountId}/copy`, summary: '复制客户账号密码' })
    .input(z.object(account))
    .output(z.object({ secret: z.string() })),
  /** The dates of each version of the secret, and who saw or copied it. */
  history: procedure.office
    .route({ method: 'GET', path: `${path}/{accountId}/history`, summary: '客户账号历史' })
    .input(z.object(account))
    .output(
      z.object({
        former: z.array(
          z.object({ version: z.number().int(), since: instantSchema, until: instantSchema, replacedBy: z.string() }),
        ),
        uses: z.array(z.object({ at: instantSchema, by: z.string(), text: z.string() })),
      }),
    ),
};
