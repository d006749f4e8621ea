import { z } from 'zod';
import { codeSchema } from './code.ts';
import { idSchema, procedure, secretSchema } from './procedure.ts';
import { codeSentSchema } from './sign-in.ts';
import { checkIdNumber, idTypeSchema } from './validators/id-document.ts';
import { mobileSchema } from './validators/mobile.ts';
import { readable } from './validators/plain-text.ts';
import { storedTaxpayerIdSchema } from './validators/stored-taxpayer-id.ts';

const sentSchema = codeSentSchema.extend({ flow: idSchema });
const proof = { flow: idSchema, code: codeSchema, password: secretSchema };

const personFields = {
  idType: idTypeSchema,
  idNumber: z.string().max(200, '内容过长，请只粘贴号码本身'),
  name: readable(z.string().trim().min(2, '请输入证件上的姓名').max(60, '姓名过长')),
  mobile: mobileSchema,
};

/** Normalises the document number, or says what is wrong with it (K2, K4). */
function checkedNumber<Form extends { idType: z.infer<typeof idTypeSchema>; idNumber: string }>(
  form: Form,
  context: z.RefinementCtx,
): Form {
  const checked = checkIdNumber(form.idType, form.idNumber);
  if (checked.ok) return { ...form, idNumber: checked.value };
  context.addIssue({ code: 'custom', message: checked.problem, path: ['idNumber'] });
  return z.NEVER;
}

const enterpriseFields = {
  taxpayerId: storedTaxpayerIdSchema,
  name: readable(z.string().trim().min(2, '请输入企业名称').max(100, '企业名称过长')),
  mobile: mobileSchema,
};

/**
 * Registration (A5). Until the code is proved, every answer is the same, no matter who is registered already. The form
 * is checked together with the code; nothing of it is stored before.
 */
export const registration = {
  personCode: procedure.open
    .route({ path: '/registration/person/code', summary: '自然人注册：获取验证码' })
    .input(z.object(personFields).transform(checkedNumber))
    .output(sentSchema),
  person: procedure.open
    .route({ path: '/registration/person', summary: '自然人注册' })
    .input(z.object({ ...personFields, ...proof }).transform(checkedNumber))
    /** Whether the person's real name is collected already; if not, that comes next (A3). */
    .output(z.object({ personId: idSchema, name: z.string(), realName: z.boolean() })),
  enterpriseCode: procedure.open
    .route({ path: '/registration/enterprise/code', summary: '企业注册：获取验证码' })
    .input(z.object(enterpriseFields))
    .output(sentSchema),
  /** The registry must know the taxpayer, and name the holder of the mobile as its legal representative. May take some seconds. */
  enterprise: procedure.open
    .route({ path: '/registration/enterprise', summary: '企业注册' })
    .input(z.object({ ...enterpriseFields, ...proof }))
    .output(z.object({ name: z.string(), taxpayerId: z.string() })),
};
