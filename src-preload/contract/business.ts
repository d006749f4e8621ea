import { z } from 'zod';
import { centsSchema, daySchema, idSchema, instantSchema, procedure } from './procedure.ts';
import { taxpayerKindSchema } from './clients.ts';
import { ruleIdSchema } from './rule-id.ts';
import { plainText } from './validators/plain-text.ts';

const inClient = { clientSession: idSchema };
/** A month `2026-10` or a quarter `2026-Q3` (小规模 files by quarter). */
export const periodSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$/, '所属期格式不正确');

/** Decision about one service for this session: allowed, or what is missing and who can grant it. */
export const serviceDecisionSchema = z.object({
  serviceId: z.string(),
  allowed: z.boolean(),
  /** Permission functions that the agreement lacks. */
  missing: z.array(z.object({ id: z.string(), title: z.string() })),
  rule: ruleIdSchema.nullable(),
  whoCanMend: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ServiceDecision = z.infer<typeof serviceDecisionSchema>;

/** Origin of a record: nothing ever looks like an official receipt (ADR-0023). */
export const recordMarkSchema = z.enum(['演示', '本机记录，未报送税务机关']);

/** VAT return: cents by line key of the form (`general` or `smallScale`); the engine computes the other lines. */
export const vatLinesSchema = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), centsSchema);
export const vatFormLineSchema = z.object({
  key: z.string(),
  /** Number of the line on the paper form. */
  number: z.string(),
  title: z.string(),
  group: z.string(),
  computed: z.boolean(),
  /** Chinese formula shown on a computed line. */
  formula: z.string().nullable(),
});
export const vatCheckSchema = z.object({
  level: z.enum(['error', 'warning', 'info']),
  line: z.string().nullable(),
  message: z.string(),
});

export const vatReturnSchema = z.object({
  period: periodSchema,
  form: taxpayerKindSchema,
  state: z.enum(['none', 'draft', 'submitted']),
  formLines: z.array(vatFormLineSchema),
  lines: vatLinesSchema,
  checks: z.array(vatCheckSchema),
  /** Amount to pay; negative: a credit that is carried over. */
  payable: centsSchema,
  /** Last day to file, by the holiday table. */
  dueDay: daySchema,
  /** The year's holidays are not published yet: the day is computed and may change. */
  dueExpected: z.boolean(),
  /** Sent back on save: if somebody else saved meanwhile, the save is refused (CONFLICT). */
  revision: z.number().int(),
  savedAt: instantSchema.nullable(),
  savedBy: z.string().nullable(),
  receipt: z
    .object({ number: z.string(), submittedAt: instantSchema, submittedBy: z.string(), mark: recordMarkSchema })
    .nullable(),
});
export type VatReturn = z.infer<typeof vatReturnSchema>;

export const filingRowSchema = z.object({
  filingId: idSchema,
  tax: z.string(),
  form: taxpayerKindSchema,
  period: periodSchema,
  state: z.enum(['draft', 'submitted']),
  payable: centsSchema,
  receiptNumber: z.string().nullable(),
  at: instantSchema,
  by: z.string(),
  mark: recordMarkSchema,
});
export type FilingRow = z.infer<typeof filingRowSchema>;

export const paymentNatureSchema = z.enum(['tax', 'lateFee']);
const reasonSchema = plainText(z.string().trim().max(200, '理由不超过 200 字'));

export const paymentRowSchema = z.object({
  paymentId: idSchema,
  tax: z.string(),
  period: periodSchema,
  amount: centsSchema,
  paidDay: daySchema,
  voucher: z.string(),
  /** The tax itself, or the late fee on it (滞纳金). */
  nature: paymentNatureSchema,
  /** Reason for recording after a second look; empty without one. */
  reason: z.string(),
  recordedBy: z.string(),
  recordedAt: instantSchema,
  /** 冲正: a reversed payment no longer counts; it is never erased. Null while it counts. */
  reversed: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
  /** Numbers of the certificates that cover it. */
  certificates: z.array(z.string()),
});
export type PaymentRow = z.infer<typeof paymentRowSchema>;

/** A certificate issued here. If one of its payments was reversed since, it is void and says so. */
export const certificateRowSchema = z.object({
  number: z.string(),
  fromDay: daySchema,
  toDay: daySchema,
  payments: z.number().int(),
  sum: centsSchema,
  issuedAt: instantSchema,
  issuedBy: z.string(),
  reversed: z.array(
    z.object({ tax: z.string(), period: periodSchema, amount: centsSchema, at: instantSchema, reason: z.string() }),
  ),
});
export type CertificateRow = z.infer<typeof certificateRowSchema>;

/** Payments of a submitted return, by tax; cents. `state` none: nothing is owed, or no return is submitted here. */
const returnPaymentsSchema = z.object({
  rows: z.array(z.object({ tax: z.string(), owed: centsSchema, paid: centsSchema, left: centsSchema })),
  /** Taxes of which something is left, and the sum of it. */
  count: z.number().int(),
  left: centsSchema,
  state: z.enum(['none', 'unpaid', 'partly', 'paid']),
});
export type PaymentsOfReturn = z.infer<typeof returnPaymentsSchema>;

const page = { offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(200).default(50) };

/** Business of one client, in a client session (G3). Each procedure names the permission function it needs. */
export const business = {
  /** Home page of the chosen client: who I am, for whom, under which agreement, until when; what is due. */
  home: procedure
    .client()
    .route({ path: '/business/home', summary: '客户首页' })
    .input(z.object(inClient))
    .output(
      z.object({
        clientName: z.string(),
        taxpayerId: z.string(),
        taxpayerKind: taxpayerKindSchema,
        address: z.string(),
        staffName: z.string(),
        agencyName: z.string(),
        agreement: z.object({
          firstDay: daySchema,
          lastDay: daySchema,
          daysLeft: z.number().int(),
          functions: z.number().int(),
          recordedByAgency: z.boolean(),
        }),
        due: z.array(
          z.object({
            serviceId: z.string(),
            title: z.string(),
            period: periodSchema,
            dueDay: daySchema,
            dueExpected: z.boolean(),
            daysLeft: z.number().int(),
            state: z.enum(['none', 'draft', 'submitted']),
          }),
        ),
        recent: z.array(z.object({ at: instantSchema, text: z.string(), by: z.string() })),
      }),
    ),
  /** Decision for every leaf of the service catalogue. */
  decisions: procedure
    .client()
    .route({ path: '/business/decisions', summary: '可办事项' })
    .input(z.object(inClient))
    .output(z.array(serviceDecisionSchema)),
  vatReturn: procedure
    .client('tax.vat.general', 'tax.vat.smallScale')
    .route({ path: '/business/vat', summary: '增值税申报表' })
    .input(z.object({ ...inClient, period: periodSchema }))
    .output(vatReturnSchema),
  /** Periods that can be filed, newest first, with state. */
  vatPeriods: procedure
    .client('tax.vat.general', 'tax.vat.smallScale')
    .route({ path: '/business/vat/periods', summary: '增值税所属期' })
    .input(z.object(inClient))
    .output(
      z.array(
        z.object({
          period: periodSchema,
          dueDay: daySchema,
          dueExpected: z.boolean(),
          state: z.enum(['none', 'draft', 'submitted']),
        }),
      ),
    ),
  /** Computes the locked lines and checks the typed lines; writes nothing. */
  vatCompute: procedure
    .client('tax.vat.general', 'tax.vat.smallScale')
    .route({ path: '/business/vat/compute', summary: '增值税试算' })
    .input(z.object({ ...inClient, period: periodSchema, lines: vatLinesSchema }))
    .output(z.object({ lines: vatLinesSchema, checks: z.array(vatCheckSchema), payable: centsSchema })),
  vatSave: procedure
    .client('tax.vat.general', 'tax.vat.smallScale')
    .route({ path: '/business/vat/save', summary: '保存增值税草稿' })
    .input(z.object({ ...inClient, period: periodSchema, lines: vatLinesSchema, revision: z.number().int() }))
    .output(vatReturnSchema),
  /** Submits a saved draft. Client name, period and amount that the user confirmed must be those of the draft (wrong-client guard). */
  vatSubmit: procedure
    .client('tax.vat.general', 'tax.vat.smallScale')
    .route({ path: '/business/vat/submit', summary: '提交增值税申报' })
    .input(
      z.object({
        ...inClient,
        period: periodSchema,
        revision: z.number().int(),
        confirmed: z.object({ clientName: z.string(), payable: centsSchema }),
      }),
    )
    .output(vatReturnSchema),
  filings: procedure
    .client('query.filings')
    .route({ path: '/business/filings', summary: '申报信息查询' })
    .input(
      z.object({
        ...inClient,
        ...page,
        fromPeriod: periodSchema.optional(),
        toPeriod: periodSchema.optional(),
        state: z.enum(['draft', 'submitted']).optional(),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(filingRowSchema) })),
  /** One filed return, read-only, with its lines. */
  filing: procedure
    .client('query.filings')
    .route({ path: '/business/filing', summary: '申报表查看' })
    .input(z.object({ ...inClient, filingId: idSchema }))
    .output(vatReturnSchema),
  payments: procedure
    .client('query.payments', 'cert.taxPayment')
    .route({ path: '/business/payments', summary: '缴款信息查询' })
    .input(z.object({ ...inClient, ...page, fromDay: daySchema.optional(), toDay: daySchema.optional() }))
    .output(
      z.object({
        total: z.number().int(),
        /** Those that were not reversed; the sum is theirs. */ notReversed: z.number().int(),
        sum: centsSchema,
        rows: z.array(paymentRowSchema),
      }),
    ),
  /** Checks the payment against the return of the period. An odd payment needs a second look (SECOND_LOOK) and is recorded with a reason. */
  recordPayment: procedure
    .client('pay.record')
    .route({ path: '/business/payments/record', summary: '税款缴纳登记' })
    .input(
      z.object({
        ...inClient,
        tax: z.string().trim().min(1, '请选择税种').max(40),
        nature: paymentNatureSchema.default('tax'),
        period: periodSchema,
        amount: centsSchema.positive('金额应大于零'),
        paidDay: daySchema,
        voucher: plainText(z.string().trim().max(40)).default(''),
        reason: reasonSchema.default(''),
      }),
    )
    .output(paymentRowSchema),
  /** What the submitted return of a period says is owed of each tax, and what was recorded as paid. */
  returnPayments: procedure
    .client('query.payments', 'pay.record')
    .route({ path: '/business/payments/return', summary: '申报表应缴税费' })
    .input(z.object({ ...inClient, period: periodSchema }))
    .output(returnPaymentsSchema),
  /** Records what is left of every tax of a return, paid on one day. `confirmed`: what the person has seen of it. */
  payReturn: procedure
    .client('pay.record')
    .route({ path: '/business/payments/return/record', summary: '登记申报表的全部缴款' })
    .input(
      z.object({
        ...inClient,
        period: periodSchema,
        paidDay: daySchema,
        voucher: plainText(z.string().trim().max(40)).default(''),
        confirmed: z.object({ count: z.number().int(), sum: centsSchema }),
      }),
    )
    .output(z.array(paymentRowSchema)),
  /** 冲正: reverses a payment that was recorded wrongly. It no longer counts; the record stays, with the reason. */
  reversePayment: procedure
    .client('pay.record')
    .route({ path: '/business/payments/reverse', summary: '缴款登记冲正' })
    .input(z.object({ ...inClient, paymentId: idSchema, reason: reasonSchema.min(1, '请填写冲正理由') }))
    .output(paymentRowSchema),
  /** A tax-payment certificate (完税证明) for recorded payments: the engine makes a PDF, marked, without a seal. */
  certificate: procedure
    .client('cert.taxPayment')
    .route({ path: '/business/certificate', summary: '完税证明' })
    .input(z.object({ ...inClient, fromDay: daySchema, toDay: daySchema }))
    .output(z.object({ number: z.string(), file: z.file() })),
  /** The last certificates issued for the client here, newest first. */
  certificates: procedure
    .client('cert.taxPayment')
    .route({ path: '/business/certificates', summary: '已开具完税证明' })
    .input(z.object(inClient))
    .output(z.array(certificateRowSchema)),
};
