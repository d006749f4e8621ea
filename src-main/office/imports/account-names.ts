import type { AccountKind } from '@contract/client-secrets.ts';

/** What headings of passwords say about the account: data. The first that a heading holds counts; `person`: whose it is, by the columns of persons. */
export const accountKindWords: readonly { kind: AccountKind; words: readonly string[]; person?: PersonId }[] = [
  { kind: 'personIncomeTax', words: ['个税', '个人所得税', '自然人', '扣缴'] },
  { kind: 'socialInsurance', words: ['社保', '社会保险', '养老保险', '人社'] },
  { kind: 'companyRegister', words: ['工商', '公示', '联络员', '年报', '市场监管'] },
  { kind: 'certificate', words: ['ca证书', 'ca密码', '数字证书', '证书', 'ca口令', 'ca'] },
  { kind: 'bank', words: ['银行', '网银', '对公', 'u盾'] },
  { kind: 'taxDevice', words: ['ukey', '税控', '金税盘', '税务盘', '税盘'] },
  { kind: 'bureauLegalRepresentative', words: ['法人', '法定代表人', '法代'], person: 'legal' },
  { kind: 'bureauFinanceOfficer', words: ['财务负责人', '财务'], person: 'finance' },
  { kind: 'bureauHandler', words: ['办税'], person: 'handler' },
  { kind: 'bureauInvoiceIssuer', words: ['开票', '数电', '电子发票'], person: 'issuer' },
];

/** As persons of a client are called in `personColumns`. */
export type PersonId = 'legal' | 'handler' | 'issuer' | 'finance';

/** What headings of login names hold. */
export const loginWords: readonly string[] = [
  '登录账号',
  '登陆账号',
  '登录名',
  '登陆名',
  '登录号',
  '用户名',
  '账户名',
  '用户号',
  '账号',
  '帐号',
  '用户',
];
/** Numbers of bank accounts are no login names, whatever they are called. */
export const noLoginWords: readonly string[] = ['开户', '卡号', '基本存款', '对公账号', '扣款'];

/** What stands in a password's cell where there is none. */
export const noSecrets: ReadonlySet<string> = new Set(
  '无 没有 空 暂无 未设 未设置 未开通 未办理 不需要 无密码 - -- — —— / \\ n/a na null 未知 不详 待定'.split(' '),
);
/** What stands there where the secret is somewhere else. */
export const elsewhere: ReadonlySet<string> = new Set(
  '同上 同左 同前 〃 见备注 见附件 见档案 问客户 问老板'.split(' '),
);
