import type { Filing, PersonRole, TaxCode } from '@contract/dossier-words.ts';
import type { ColumnName } from './column-names.ts';

/** What goes into the client's dossier (客户档案): data, as in column-names.ts. */
export const dossierColumns = [
  { id: 'region', title: '所属地区', certain: '归属地 地区 区域 所在地 所属区域 所属地区 所在地区 行政区划' },
  {
    id: 'taxOffice',
    title: '主管税务机关',
    certain:
      '所属分局 主管税务机关 主管税务局 税务所 税务分局 所属税务机关 所属税务局 管理所 主管分局 主管税务所 所属税务所',
  },
  { id: 'founded', title: '成立日期', certain: '成立日期 成立时间 注册日期 设立日期 注册时间' },
  { id: 'serviceFrom', title: '服务开始日', certain: '服务开始日 开始服务日期' },
  {
    id: 'licenceFrom',
    title: '营业执照有效期起',
    certain:
      '营业期限起 营业期限自 经营期限起 经营期限自 执照有效期起 营业执照有效期起 营业执照有效期自 营业执照起 营业执照期限起 营业执照开始日期',
  },
  {
    id: 'licenceUntil',
    title: '营业执照有效期止',
    certain:
      '营业期限止 营业期限至 经营期限止 经营期限至 营业执照期限 营业执照有效期 营业执照到期日 营业执照有效期止 营业执照有效期至 营业执照止 营业执照期限止 营业执照到期日期 执照到期日 执照有效期止 营业期限 经营期限',
  },
  { id: 'capital', title: '注册资本', certain: '注册资金 注册资本 注册资本金' },
  { id: 'capitalDue', title: '认缴到期日', certain: '认缴到期日期 认缴到期日 认缴期限 认缴日期 出资期限' },
  { id: 'taxes', title: '税种核定', certain: '税种 税费种 申报税种 税种核定 核定税种' },
  { id: 'filingPeriod', title: '申报周期', certain: '申报周期 纳税周期 纳税期限 申报期限' },
  {
    id: 'generalSince',
    title: '一般纳税人生效日期',
    certain: '一般纳税人生效日期 一般纳税人认定日期 一般纳税人登记日期 一般纳税人资格生效日期',
  },
  { id: 'lead', title: '主办', certain: '主办 主办人 主办人员' },
  { id: 'assistant', title: '协办', certain: '协办 顾问会计 辅助会计 助理会计 协办会计 会计助理' },
  { id: 'fieldStaff', title: '外勤', certain: '外勤 外勤会计 外勤人员' },
  {
    id: 'creditLevel',
    title: '纳税信用等级',
    certain: '纳税信用等级 纳税信用级别 纳税信用 信用等级 信用级别 纳税等级',
  },
  { id: 'tags', title: '标签', certain: '标签 客户标签' },
  { id: 'sealNumber', title: '印章存放编号', certain: '章存放编号 印章编号 印章存放编号 公章存放编号' },
  { id: 'paperNumber', title: '纸质档案编号', certain: '纸质资料档案编号 纸质档案编号 档案编号 档案号' },
  { id: 'bankName', title: '开户银行', certain: '对公开户行 开户银行 开户行 开户行名称 基本户开户行 银行名称' },
  {
    id: 'bankNumber',
    title: '银行账号',
    certain: '开户行账号 银行账号 银行卡号 银行账户 对公账号 对公账户 基本户账号 银行帐号',
    personal: true,
  },
  { id: 'taxDebit', title: '三方协议扣款账户', certain: '三方协议扣款账户 扣款账户 三方协议账户', personal: true },
  { id: 'fee', title: '服务费', certain: '收费 收费标准 记账费 代账费 服务费 收费金额' },
  { id: 'feeMonthly', title: '月服务费', certain: '月记账费 月服务费 月费 每月收费 月代账费' },
  { id: 'feeYearly', title: '年服务费', certain: '年记账费 年服务费 年费 每年收费 年代账费' },
  { id: 'billing', title: '收费周期', certain: '收费周期 付费周期 结算周期 付款周期' },
  { id: 'feeNote', title: '收费说明', certain: '收费说明 收费备注 付款方式' },
] as const satisfies readonly (ColumnName & { personal?: true })[];
type OneColumn = (typeof dossierColumns)[number]['id'];

/** Persons of a client, by the words that headings begin with, and what of them a heading goes on to name. */
export const personColumns = [
  {
    id: 'legal',
    role: 'legalRepresentative',
    title: '法定代表人',
    words: '法人 法人代表 法定代表人 法人代表人 法人（负责人）',
  },
  { id: 'handler', role: 'handler', title: '办税人', words: '办税员 办税人 办税人员' },
  { id: 'issuer', role: 'invoiceIssuer', title: '开票员', words: '开票员 开票人 开票人员' },
  { id: 'finance', role: 'financeOfficer', title: '财务负责人', words: '财务负责人 财务 财务人员' },
  { id: 'owner', role: 'owner', title: '实际负责人', words: '实际负责人 老板 实际控制人 企业负责人 业主 经营者' },
  { id: 'liaison', role: 'contact', title: '日常联系人', words: '日常联系人 对接人 客户联系人 联系人' },
] as const satisfies readonly { id: string; role: PersonRole; title: string; words: string }[];
export type PersonColumn = (typeof personColumns)[number];
export const personFields = [
  { id: 'Name', title: '', words: ' 姓名 名字', personal: false },
  {
    id: 'Mobile',
    title: '手机',
    words: '电话 手机 手机号 手机号码 联系电话 联系方式',
    personal: true,
  },
  { id: 'IdNumber', title: '证件号码', words: '身份证号 身份证 身份证号码 证件号码 证件号', personal: true },
] as const;

/** A field of the dossier that a column can be stored as. */
export type DossierColumn = OneColumn | `${PersonColumn['id']}${(typeof personFields)[number]['id']}`;

/** Names of taxes beside those of the dossier itself. */
export const taxWords: readonly { tax: TaxCode; words: string }[] = [
  { tax: 'vat', words: '增值 增值税及附加' },
  { tax: 'corporateIncome', words: '企税 所得税 企业所得 企所税' },
  { tax: 'incomeWithheld', words: '个税 个人所得税 个人所得 代扣个税 个人所得税代扣代缴' },
  { tax: 'incomeBusiness', words: '经营所得 生产经营所得 个体经营所得 个人所得税经营所得' },
  { tax: 'urbanConstruction', words: '城建税 城市建设维护税 城建' },
  { tax: 'educationSurcharge', words: '教育附加 教育附加费' },
  { tax: 'localEducation', words: '地方教育费附加 地方教育附加费 地教附加' },
  { tax: 'stamp', words: '印花' },
  { tax: 'landUse', words: '土地使用税 城镇土地税' },
  { tax: 'environment', words: '环保税' },
  { tax: 'disability', words: '残保金 残疾人保障金' },
  { tax: 'union', words: '工会 工会会费' },
  { tax: 'waterFund', words: '水利基金 水利' },
  { tax: 'socialInsurance', words: '社保 社保费 社会保险' },
  { tax: 'statements', words: '财报 会计报表 报表' },
];

/** How often a tax is usually filed; others quarterly. Where a table does not say it, this is taken, and its column says so. */
export const usualFiling: Readonly<Partial<Record<TaxCode, Filing>>> = {
  incomeWithheld: 'monthly',
  socialInsurance: 'monthly',
  consumption: 'monthly',
  disability: 'yearly',
  vehicle: 'yearly',
  property: 'halfYearly',
  landUse: 'halfYearly',
  landAppreciation: 'perAct',
};

/** How people write a period, as it begins. */
export const periodWords: readonly {
  every: 'monthly' | 'quarterly' | 'halfYearly' | 'yearly' | 'once';
  words: RegExp;
}[] = [
  { every: 'halfYearly', words: /半年/u },
  { every: 'monthly', words: /^(?:按|每|逐)?月|月(?:报|度|付|结|缴)/u },
  { every: 'quarterly', words: /^(?:按|每)?季|季(?:报|度|付|结|缴)/u },
  { every: 'yearly', words: /^(?:按|每)?年|年(?:报|度|付|结|缴)|^全年/u },
  { every: 'once', words: /^(?:按|每|逐)?次|一次/u },
];
