import { z } from 'zod';
import { clientFileSchema, taxpayerKindSchema } from './clients.ts';
import {
  accountPurposeNames,
  billingNames,
  creditLevelNames,
  filingNames,
  personRoleNames,
  taxNames,
  type AccountPurpose,
  type Billing,
  type CreditLevel,
  type Filing,
  type PersonRole,
  type TaxCode,
} from './dossier-words.ts';
import { checkDossier, checkPerson, normalised } from './dossier-checks.ts';
import { ownFieldSchema, shownOwnFieldSchema } from './own-fields.ts';
import { centsSchema, daySchema, idSchema, procedure } from './procedure.ts';
import { idTypeSchema } from './validators/id-document.ts';
import { personNameSchema } from './validators/person-name.ts';
import { plainText } from './validators/plain-text.ts';

const keysOf = <Key extends string>(names: Readonly<Record<Key, string>>) => Object.keys(names) as [Key];
const line = (most: number) => plainText(z.string().trim().max(most, `最多${most}个字`));
const some = (most: number, missing: string) =>
  plainText(z.string().trim().min(1, missing).max(most, `最多${most}个字`));
const aDay = z.iso.date('请填写有效日期，例如 2026-01-01');
const day = aDay.nullable();
const cents = centsSchema.min(0, '金额不能为负数').nullable();
const handler = idSchema.nullable();
const filingSchema = z.enum(keysOf<Filing>(filingNames));

/** Rows of a list keep their id, so that two people's changes can be told apart; who adds a row makes its id. */
const id = idSchema;

const formerSchema = z.object({
  id,
  what: z.enum(['name', 'taxpayerId']),
  value: some(100, '请填写曾用名或曾用识别号'),
  /** Last day; null: not known. */
  until: day,
});
const kindSchema = z.object({ id, since: aDay, kind: taxpayerKindSchema });
const taxSchema = z.object({
  id,
  tax: z.enum(keysOf<TaxCode>(taxNames)),
  /** Its name where `tax` is `own`. */
  ownTax: line(30),
  every: filingSchema,
  since: aDay,
  /** Last day; null: it goes on. */
  until: day,
});
/** Document number and mobiles are masked (with `*`) until they are shown; a masked one that comes back means: as it is. */
const personSchema = z
  .object({
    id,
    name: personNameSchema,
    roles: z.array(z.enum(keysOf<PersonRole>(personRoleNames))).max(6),
    idType: idTypeSchema.nullable(),
    idNumber: z.string().trim().max(200, '内容过长，请只粘贴号码本身'),
    mobiles: z.array(z.string().trim().max(200, '内容过长，请只粘贴号码本身')).max(5, '最多 5 个手机号码'),
    note: line(200),
  })
  .superRefine(checkPerson)
  .transform(normalised);
const bankAccountSchema = z.object({
  id,
  purpose: z.enum(keysOf<AccountPurpose>(accountPurposeNames)),
  bank: line(100),
  /** Masked as document numbers are. */
  number: z
    .string()
    .transform((text) => text.replace(/[\s-]/gu, ''))
    .pipe(z.string().regex(/^[0-9A-Za-z*]{6,40}$/u, '账号应为 6 至 40 位数字或字母')),
  /** Taxes are debited from it (三方协议). */
  taxDebit: z.boolean(),
});

/** What the office keeps of a client beside its identity, as it is saved. Empty text and null mean absent. */
const dossierShape = z.object({
  region: line(50),
  taxOffice: line(100),
  founded: day,
  /** 服务开始日: the office answers for what is due from this day on; null: from the first agreement's first day, or the day it came into the office. */
  serviceFrom: day,
  licenceFrom: day,
  licenceUntil: day,
  /** 长期: the licence has no last day. */
  licenceAlways: z.boolean(),
  /** Cents. */
  capital: cents,
  capitalDue: day,
  former: z.array(formerSchema).max(50),
  kinds: z.array(kindSchema).max(50),
  taxes: z.array(taxSchema).max(100),
  persons: z.array(personSchema).max(50, '最多 50 人'),
  lead: handler,
  assistant: handler,
  field: handler,
  creditLevel: z.enum(keysOf<CreditLevel>(creditLevelNames)),
  tags: z.array(some(20, '请填写标签')).max(30, '最多 30 个标签'),
  sealNumber: line(50),
  paperNumber: line(50),
  accounts: z.array(bankAccountSchema).max(20, '最多 20 个账户'),
  /** Cents per `billing`. */
  fee: cents,
  billing: z.enum(keysOf<Billing>(billingNames)),
  feeNote: line(200),
  /** Values of the office's own fields as text, see `ownValueProblem`. */
  own: z.array(z.object({ id, value: z.string().trim().max(500, '最多500个字') })).max(200),
});
export const dossierSchema = dossierShape.superRefine(checkDossier);
export type Dossier = z.output<typeof dossierShape>;

/** A dossier that leaves the engine: what was once accepted is not checked again. */
const shownDossierSchema = z.object({
  ...dossierShape.shape,
  former: z.array(formerSchema.extend({ value: z.string() })),
  persons: z.array(
    z.object({
      id,
      name: z.string(),
      roles: z.array(z.enum(keysOf<PersonRole>(personRoleNames))),
      idType: idTypeSchema.nullable(),
      idNumber: z.string(),
      mobiles: z.array(z.string()),
      note: z.string(),
    }),
  ),
  accounts: z.array(bankAccountSchema.extend({ number: z.string() })),
});

export const emptyDossier = (): Dossier => ({
  region: '',
  taxOffice: '',
  founded: null,
  serviceFrom: null,
  licenceFrom: null,
  licenceUntil: null,
  licenceAlways: false,
  capital: null,
  capitalDue: null,
  former: [],
  kinds: [],
  taxes: [],
  persons: [],
  lead: null,
  assistant: null,
  field: null,
  creditLevel: '',
  tags: [],
  sealNumber: '',
  paperNumber: '',
  accounts: [],
  fee: null,
  billing: '',
  feeNote: '',
  own: [],
});

/** A month, a quarter, a half year or a year: `2026-05`, `2026-Q2`, `2026-H1`, `2026`. */
export const anyPeriodSchema = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/, '所属期格式不正确');

/** What a client is and files within a period; every part says for which days of the period it holds (both included). */
const taxProfileSchema = z.object({
  firstDay: daySchema,
  lastDay: daySchema,
  kinds: z.array(z.object({ kind: taxpayerKindSchema, from: daySchema, to: daySchema })),
  taxes: z.array(
    z.object({
      tax: z.enum(keysOf<TaxCode>(taxNames)),
      name: z.string(),
      every: filingSchema,
      from: daySchema,
      to: daySchema,
    }),
  ),
});
export type TaxProfile = z.output<typeof taxProfileSchema>;

/** Which masked number is shown: a person's document, one of their mobiles, or a bank account. */
const maskedSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('idNumber'), id }),
  z.object({ what: z.literal('mobile'), id, index: z.number().int().min(0).max(4) }),
  z.object({ what: z.literal('account'), id }),
]);
export type MaskedNumber = z.output<typeof maskedSchema>;

const path = '/clients/{clientId}/dossier';

/** 客户档案: what the office keeps of a client, its history, and the office's own fields. */
export const clientDossier = {
  get: procedure.office
    .route({ method: 'GET', path, summary: '客户档案' })
    .input(z.object({ clientId: idSchema }))
    .output(shownDossierSchema.extend({ /** As of the client. */ revision: z.number().int() })),
  /** Saves the dossier and the office's file in one act; the trail names what changed. `revision`: of the client, as it was read. */
  save: procedure.office
    .route({ path, summary: '修改客户档案' })
    .input(
      dossierShape
        .extend({ ...clientFileSchema.shape, clientId: idSchema, revision: z.number().int() })
        .superRefine(checkDossier),
    )
    .output(z.void()),
  /** One number without its mask; leaves a record. */
  show: procedure.office
    .route({ path: `${path}/show`, summary: '显示客户档案中的号码' })
    .input(z.object({ clientId: idSchema, number: maskedSchema }))
    .output(z.object({ value: z.string() })),
  /** Tags in use in the office, the most used first. */
  tags: procedure.office
    .route({ method: 'GET', path: '/dossier/tags', summary: '客户标签' })
    .output(z.array(z.object({ tag: z.string(), clients: z.number().int() }))),
  /** What the client is and files in a period, by its dossier. */
  taxProfile: procedure.office
    .route({ path: `${path}/tax-profile`, summary: '所属期的税种' })
    .input(z.object({ clientId: idSchema, period: anyPeriodSchema }))
    .output(taxProfileSchema),
  /** The office's own fields in their order, retired ones included. */
  fields: procedure.office
    .route({ method: 'GET', path: '/dossier/fields', summary: '自定义栏目' })
    .output(z.object({ revision: z.number().int(), fields: z.array(shownOwnFieldSchema) })),
  /** Saves all of the office's own fields, in this order; one that is left out is erased, which needs that nothing stands in it. */
  saveFields: procedure.admin
    .route({ path: '/dossier/fields', summary: '修改自定义栏目' })
    .input(z.object({ revision: z.number().int(), fields: z.array(ownFieldSchema).max(200, '最多 200 个栏目') }))
    .output(z.void()),
};
