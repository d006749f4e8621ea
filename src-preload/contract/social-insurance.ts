import { z } from 'zod';
import { recordMarkSchema } from './business.ts';
import { dayOf, type Instant } from './calendar.ts';
import { centsSchema, daySchema, idSchema, instantSchema, procedure } from './procedure.ts';
import { identityDocumentSchema, idTypeSchema } from './validators/id-document.ts';
import { plainText, readable } from './validators/plain-text.ts';

export const insuranceMonthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份格式不正确');
/** Number of months, including the present one, that can be declared or corrected. */
const monthsOpen = 6;

/** Months that can be declared at an instant or on a day, newest first. */
export function openMonths(at: Instant): string[] {
  const [year = 0, month = 1] = dayOf(at).split('-').map(Number);
  return Array.from({ length: monthsOpen }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back)).toISOString().slice(0, 7),
  );
}

const wageSchema = centsSchema.positive('缴费工资应大于零').max(100_000_000_00, '缴费工资过大，请核对');

/** Kinds of social insurance; maternity is part of medical since 2019. */
export const insuranceKinds = ['pension', 'medical', 'unemployment', 'injury'] as const;
export type InsuranceKind = (typeof insuranceKinds)[number];
const perKind = <T extends z.ZodType>(schema: T) =>
  z.object({ pension: schema, medical: schema, unemployment: schema, injury: schema });

/** Amounts of the employer and of the person, in whole cents. */
export const contributionSchema = z.object({ unit: centsSchema, personal: centsSchema });
export type Contribution = z.infer<typeof contributionSchema>;

/** Rates and limits of a year; sample data, and shown as such. */
export const insuranceStandardSchema = z.object({
  year: z.number().int(),
  floor: centsSchema,
  ceiling: centsSchema,
  /** The program has no data for the year of this month: those of the nearest year are used instead. */
  provisional: z.boolean(),
  kinds: z.array(
    z.object({
      kind: z.enum(insuranceKinds),
      title: z.string(),
      /** In hundredths of a per cent: 1600 is 16 %. */ unitRate: z.number().int(),
      personalRate: z.number().int(),
    }),
  ),
});
export type InsuranceStandard = z.infer<typeof insuranceStandardSchema>;

/** An insured person; name and number are masked on every screen. */
export const insuredPersonSchema = z.object({
  insuredId: idSchema,
  name: z.string(),
  idType: idTypeSchema,
  idNumber: z.string(),
  /** Monthly wage as declared, and its contribution base for this year. */
  wage: centsSchema,
  base: centsSchema,
  limited: z.enum(['floor', 'ceiling']).nullable(),
  firstMonth: insuranceMonthSchema,
  lastMonth: insuranceMonthSchema.nullable(),
  revision: z.number().int(),
});
export type InsuredPerson = z.infer<typeof insuredPersonSchema>;

export const declarationStateSchema = z.enum(['none', 'draft', 'submitted', 'correcting', 'paid']);
export type DeclarationState = z.infer<typeof declarationStateSchema>;

export const declarationLineSchema = z.object({
  insuredId: idSchema,
  name: z.string(),
  idNumber: z.string(),
  wage: centsSchema,
  base: centsSchema,
  limited: z.enum(['floor', 'ceiling']).nullable(),
  kinds: perKind(contributionSchema),
  unit: centsSchema,
  personal: centsSchema,
});
export type DeclarationLine = z.infer<typeof declarationLineSchema>;

export const declarationTotalsSchema = z.object({
  people: z.number().int(),
  kinds: perKind(contributionSchema),
  unit: centsSchema,
  personal: centsSchema,
  total: centsSchema,
});
export type DeclarationTotals = z.infer<typeof declarationTotalsSchema>;

/** A receipt of this program, never an official one; a corrected declaration has several, and the last one counts. */
export const declarationReceiptSchema = z.object({
  number: z.string(),
  total: centsSchema,
  submittedAt: instantSchema,
  submittedBy: z.string(),
  replacedAt: instantSchema.nullable(),
  /** Why it was corrected; empty on the first one. */ reason: z.string(),
});

export const declarationSchema = z.object({
  month: insuranceMonthSchema,
  state: declarationStateSchema,
  standard: insuranceStandardSchema,
  lines: z.array(declarationLineSchema),
  totals: declarationTotalsSchema,
  /** Insured persons changed after the save: it must be saved again, or corrected. */
  stale: z.boolean(),
  /** Sent back on save and submit: if somebody else saved meanwhile, the call is refused as CONFLICT. */
  revision: z.number().int(),
  savedAt: instantSchema.nullable(),
  savedBy: z.string().nullable(),
  receipts: z.array(declarationReceiptSchema),
  payment: z
    .object({
      amount: centsSchema,
      paidDay: daySchema,
      voucher: z.string(),
      paidBy: z.string(),
      slipNumber: z.string(),
    })
    .nullable(),
  mark: recordMarkSchema,
});
export type Declaration = z.infer<typeof declarationSchema>;

export const declaredMonthSchema = z.object({
  month: insuranceMonthSchema,
  state: declarationStateSchema,
  people: z.number().int(),
  unit: centsSchema,
  personal: centsSchema,
  total: centsSchema,
  receiptNumber: z.string().nullable(),
  slipNumber: z.string().nullable(),
  paidDay: daySchema.nullable(),
});
export type DeclaredMonth = z.infer<typeof declaredMonthSchema>;

const month = { month: insuranceMonthSchema };
const wages = { wages: z.array(z.object({ insuredId: idSchema, wage: wageSchema })).max(5000) };
const revision = { revision: z.number().int() };
const filing = ['social.declare', 'social.correct'] as const;
const reading = [...filing, 'social.pay', 'social.records'] as const;

/** Social-insurance collection (B8): for a social-insurance session, and for handlers who hold these functions (E5). */
export const socialInsurance = {
  /** Insured persons; searched by name or document number, shown masked. */
  people: procedure
    .enterprise('social.members', 'social.register', 'social.salary')
    .route({ path: '/social-insurance/people', summary: '参保人员' })
    .input(
      z.object({
        query: z.string().trim().max(50).default(''),
        state: z.enum(['insured', 'stopped', 'all']).default('insured'),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        insured: z.number().int(),
        stopped: z.number().int(),
        rows: z.array(insuredPersonSchema),
        standard: insuranceStandardSchema,
      }),
    ),
  addPerson: procedure
    .enterprise('social.register')
    .route({ path: '/social-insurance/people/add', summary: '增员' })
    .input(
      z.object({
        name: readable(z.string().trim().min(2, '请输入姓名').max(50, '姓名过长')),
        document: identityDocumentSchema,
        wage: wageSchema,
        firstMonth: insuranceMonthSchema,
      }),
    )
    .output(insuredPersonSchema),
  /** Insured up to and including the last month. */
  stopPerson: procedure
    .enterprise('social.register')
    .route({ path: '/social-insurance/people/stop', summary: '减员' })
    .input(z.object({ insuredId: idSchema, lastMonth: insuranceMonthSchema, ...revision }))
    .output(insuredPersonSchema),
  setWage: procedure
    .enterprise('social.salary')
    .route({ path: '/social-insurance/people/wage', summary: '缴费工资申报' })
    .input(z.object({ insuredId: idSchema, wage: wageSchema, ...revision }))
    .output(insuredPersonSchema),
  /** Months that can be declared, newest first, and those declared before. */
  months: procedure
    .enterprise(...reading)
    .route({ method: 'GET', path: '/social-insurance/months', summary: '社保费申报月份' })
    .output(z.array(declaredMonthSchema)),
  declaration: procedure
    .enterprise(...reading)
    .route({ path: '/social-insurance/declaration', summary: '社保费申报表' })
    .input(z.object(month))
    .output(declarationSchema),
  /** Calculates the contributions of these wages; writes nothing. */
  compute: procedure
    .enterprise(...filing)
    .route({ path: '/social-insurance/declaration/compute', summary: '社保费试算' })
    .input(z.object({ ...month, ...wages }))
    .output(z.object({ lines: z.array(declarationLineSchema), totals: declarationTotalsSchema })),
  /** Saves the draft, or the correction in progress, for the persons insured in that month. */
  save: procedure
    .enterprise(...filing)
    .route({ path: '/social-insurance/declaration/save', summary: '保存社保费申报草稿' })
    .input(z.object({ ...month, ...wages, ...revision }))
    .output(declarationSchema),
  /** Submits the saved declaration; enterprise and total that the user confirmed must match it. */
  submit: procedure
    .enterprise(...filing)
    .route({ path: '/social-insurance/declaration/submit', summary: '提交社保费申报' })
    .input(z.object({ ...month, ...revision, confirmed: z.object({ enterpriseName: z.string(), total: centsSchema }) }))
    .output(declarationSchema),
  /** Reopens a submitted, unpaid month for correction; its receipt counts until the correction is submitted. */
  correct: procedure
    .enterprise('social.correct')
    .route({ path: '/social-insurance/declaration/correct', summary: '更正社保费申报' })
    .input(z.object({ ...month, ...revision, reason: plainText(z.string().trim().min(2, '请填写更正原因').max(100)) }))
    .output(declarationSchema),
  abandonCorrection: procedure
    .enterprise('social.correct')
    .route({ path: '/social-insurance/declaration/abandon', summary: '放弃更正' })
    .input(z.object({ ...month, ...revision }))
    .output(declarationSchema),
  /** Records that a submitted month is paid; the program itself pays nothing. */
  pay: procedure
    .enterprise('social.pay')
    .route({ path: '/social-insurance/pay', summary: '社保费缴费登记' })
    .input(
      z.object({
        ...month,
        receiptNumber: z.string().min(1).max(40),
        amount: centsSchema,
        paidDay: daySchema,
        voucher: plainText(z.string().trim().max(40)).default(''),
      }),
    )
    .output(declarationSchema),
  /** The pay slip (缴费凭证) of a paid month: the engine makes a PDF, marked, without a seal. */
  slip: procedure
    .enterprise('social.pay', 'social.records')
    .route({ path: '/social-insurance/slip', summary: '缴费凭证' })
    .input(z.object(month))
    .output(z.object({ number: z.string(), file: z.file() })),
};
