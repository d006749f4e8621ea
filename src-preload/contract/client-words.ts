import type { AgreementState } from './clients.ts';

/** Names of the states of an agreement in lists, on a screen and in a file. */
export const agreementStateTexts: Readonly<Record<AgreementState, string>> = {
  proposed: '待确认',
  recognised: '未到起始日',
  inForce: '有效',
  suspended: '已暂停',
  expired: '已到期',
  cancelled: '已取消',
  declined: '已拒绝',
  lapsed: '已失效',
  none: '无协议',
};

export const taxpayerKindTexts = { general: '一般纳税人', smallScale: '小规模纳税人' } as const;

/** Whether the office serves a client, in words; a planned stop says so. */
export const serviceText = (stopped: { day: string; begun: boolean } | null): string =>
  stopped === null ? '服务中' : stopped.begun ? `已停止服务（${stopped.day}）` : `服务中（${stopped.day}起停止）`;

/** The columns of a file of the list, in their order; `lastEntered` is about the person who exports. */
export const clientListColumns = {
  name: '企业名称',
  taxpayerId: '纳税人识别号',
  taxpayerKind: '纳税人类型',
  agreement: '委托协议',
  firstDay: '协议起始日',
  lastDay: '协议到期日',
  service: '服务状态',
  assigned: '待办人员',
  lastEntered: '最近进入',
  address: '地址',
  contact: '联系方式',
  note: '备注',
} as const;
/** What a file of the list can also hold of the dossiers (客户档案); one of them may be several columns. Numbers of persons and accounts are masked. */
export const dossierListColumns = {
  region: '所属地区',
  taxOffice: '主管税务机关',
  founded: '成立日期',
  serviceFrom: '服务开始日',
  licence: '营业执照有效期',
  capital: '注册资本',
  creditLevel: '纳税信用等级',
  generalSince: '一般纳税人生效日期',
  taxes: '税种核定',
  persons: '人员',
  office: '主办、协办、外勤',
  tags: '标签',
  papers: '印章和档案编号',
  accounts: '银行账户',
  fee: '服务费',
  own: '自定义栏目',
} as const;
export type DossierListColumn = keyof typeof dossierListColumns;

export type ClientListColumn = keyof typeof clientListColumns;
