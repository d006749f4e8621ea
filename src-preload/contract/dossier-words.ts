/** Words of a client's dossier (客户档案): on screens, in the trail and in conflicts. */

export const taxNames = {
  vat: '增值税',
  consumption: '消费税',
  corporateIncome: '企业所得税',
  incomeWithheld: '个人所得税（代扣代缴）',
  incomeBusiness: '个人所得税（经营所得）',
  urbanConstruction: '城市维护建设税',
  educationSurcharge: '教育费附加',
  localEducation: '地方教育附加',
  stamp: '印花税',
  property: '房产税',
  landUse: '城镇土地使用税',
  landAppreciation: '土地增值税',
  vehicle: '车船税',
  resource: '资源税',
  environment: '环境保护税',
  culture: '文化事业建设费',
  disability: '残疾人就业保障金',
  union: '工会经费',
  waterFund: '水利建设基金',
  socialInsurance: '社会保险费',
  statements: '财务报表',
  own: '其他',
} as const;
export type TaxCode = keyof typeof taxNames;

/** The name of a tax; one that is not in the list has its own. */
export const taxNameOf = ({ tax, ownTax }: { tax: string; ownTax: string }): string =>
  tax === 'own' ? ownTax : (taxNames[tax as TaxCode] ?? tax);

export const filingNames = {
  monthly: '按月',
  quarterly: '按季',
  halfYearly: '按半年',
  yearly: '按年',
  perAct: '按次',
} as const;
export type Filing = keyof typeof filingNames;

export const personRoleNames = {
  legalRepresentative: '法定代表人',
  financeOfficer: '财务负责人',
  handler: '办税人',
  invoiceIssuer: '开票员',
  owner: '实际负责人',
  contact: '联系人',
} as const;
export type PersonRole = keyof typeof personRoleNames;

export const accountPurposeNames = {
  basic: '基本户',
  general: '一般户',
  special: '专用户',
  temporary: '临时户',
} as const;
export type AccountPurpose = keyof typeof accountPurposeNames;

export const billingNames = {
  '': '未约定',
  monthly: '按月',
  quarterly: '按季',
  halfYearly: '按半年',
  yearly: '按年',
  once: '按次',
} as const;
export type Billing = keyof typeof billingNames;

export const creditLevelNames = {
  '': '未填写',
  A: 'A级',
  B: 'B级',
  M: 'M级',
  C: 'C级',
  D: 'D级',
} as const;
export type CreditLevel = keyof typeof creditLevelNames;

export const ownFieldTypeNames = {
  text: '文字',
  number: '数字',
  money: '金额',
  day: '日期',
  choice: '选项',
  yesNo: '是/否',
} as const;
export type OwnFieldType = keyof typeof ownFieldTypeNames;

export const formerNames = { name: '曾用名', taxpayerId: '曾用识别号' } as const;

/** The fields of a dossier, as the trail and conflicts call them. */
export const dossierFieldNames = {
  region: '所属地区',
  taxOffice: '主管税务机关',
  founded: '成立日期',
  serviceFrom: '服务开始日',
  licenceFrom: '营业执照有效期起',
  licenceUntil: '营业执照有效期止',
  licenceAlways: '营业执照长期有效',
  capital: '注册资本',
  capitalDue: '认缴到期日',
  former: '曾用名和曾用识别号',
  kinds: '纳税人类型变化',
  taxes: '税种核定',
  persons: '人员',
  lead: '主办',
  assistant: '协办',
  field: '外勤',
  creditLevel: '纳税信用等级',
  tags: '标签',
  sealNumber: '印章存放编号',
  paperNumber: '纸质档案编号',
  accounts: '银行账户',
  fee: '服务费',
  billing: '收费周期',
  feeNote: '收费说明',
  own: '自定义栏目',
} as const;
export type DossierField = keyof typeof dossierFieldNames;
export const dossierFields = Object.keys(dossierFieldNames) as DossierField[];
