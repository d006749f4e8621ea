import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';

/** One sheet as offices have it: headings, and clients made for the test. `expected`: the field of a heading; what is not named is not used. */
export interface SampleSheet {
  name: string;
  headings: string[];
  /** Cells of the n-th client by heading. */
  cell: (heading: string, n: number) => string;
  expected: Record<string, string>;
  /** Fields that wait for a yes. */
  suggested: Record<string, string>;
}

export const sampleId = (n: number): string => unclaimedTaxpayerId(n, '2101');
export const sampleName = (n: number): string => `沈阳${'甲乙丙丁戊己庚辛壬癸'[n % 10] ?? ''}${n}号商贸有限公司`;
/** A secret that no other text of a sheet contains. */
export const sampleSecret = (heading: string, n: number): string =>
  `Mm#${n}${[...heading].map((c) => c.charCodeAt(0).toString(36)).join('')}`;

const words: Record<string, string> = {
  A: '企业名称 归属地 顾问会计 记账会计 开票员 企业类型 统一社会信用代码 税号 注册地址 实际经营地址 所属分局 实际负责人 同宗企业 行业大类 行业细分 是否有税收优惠 工商公示密码 成立日期 营业执照期限 注册资金 认缴到期日期 对公开户行 开户行账号 基本存款账户编号 网银托管档案号 报税登录方式 法人姓名 法人电话 法人身份证号 法人税务密码 办税员 办税员电话 办税员身份证号 办税员税务密码 开票软件 开票注意事项 开票员姓名 开票员电话 开票员身份证号 开票员税务密码 财务负责人 财务负责人电话 财务负责人身份证号 财务负责人税务密码 税种 社保险种 参保人员 三方协议扣款账户 个税密码 个税申报人员 纸质资料档案编号 章存放编号 企业状态 客户分级 业务状态 备注信息',
  B: '纳税人识别号 公司名称 有效期起 有效期止 合同金额 佣金 月记账费 年记账费 客户来源 营业额 收费周期 联系人 联系电话 介绍人 备注',
  C: '客户名称 状态 税号 开始日期 到期日期 收费 联系人 电子税务局账号 电子税务局密码 个税账号 个税密码 备注',
  D: '公司名称 联系人 电话 社会统一信用代码 国税密码 地税密码 网申注册码 社保账号 社保密码 法人代表 法人身份证 成立日期 地址',
  E: '客户手机号 企业名称 国税密码 个税申报密码 办税人姓名 办税人身份证 法人身份证 法人手机号 备注',
  F: '手机号 公司名称 社会信用代码 电税局账号 电税局密码 开户银行 银行卡号 是否启用',
  G: '委托方统一社会信用代码 协议金额 服务起止时间 合同编号 服务协议摘要 服务项目 服务人员',
  H: '计算机代码 UKey密码 登录方式 国税用户名 国税密码 地税登记号 地税密码 个税密码 专管员 专管员电话 主管会计 外勤会计 申报方式 征收方式 税控器具 一般纳税人生效日期 验证码电话',
};
const stored: Record<string, string> = {
  企业名称: 'name',
  公司名称: 'name',
  客户名称: 'name',
  统一社会信用代码: 'taxpayerId',
  社会统一信用代码: 'taxpayerId',
  社会信用代码: 'taxpayerId',
  委托方统一社会信用代码: 'taxpayerId',
  纳税人识别号: 'taxpayerId',
  税号: 'taxpayerId',
  注册地址: 'address',
  地址: 'address',
  记账会计: 'staff',
  主管会计: 'staff',
  服务人员: 'staff',
  联系人: 'contact',
  联系电话: 'contact',
  电话: 'contact',
  客户手机号: 'contact',
  手机号: 'contact',
  备注: 'note',
  备注信息: 'note',
  归属地: 'region',
  顾问会计: 'assistant',
  外勤会计: 'fieldStaff',
  所属分局: 'taxOffice',
  实际负责人: 'ownerName',
  成立日期: 'founded',
  营业执照期限: 'licenceUntil',
  注册资金: 'capital',
  认缴到期日期: 'capitalDue',
  对公开户行: 'bankName',
  开户银行: 'bankName',
  开户行账号: 'bankNumber',
  银行卡号: 'bankNumber',
  三方协议扣款账户: 'taxDebit',
  法人姓名: 'legalName',
  法人代表: 'legalName',
  法人电话: 'legalMobile',
  法人手机号: 'legalMobile',
  法人身份证号: 'legalIdNumber',
  法人身份证: 'legalIdNumber',
  办税员: 'handlerName',
  办税人姓名: 'handlerName',
  办税员电话: 'handlerMobile',
  办税员身份证号: 'handlerIdNumber',
  办税人身份证: 'handlerIdNumber',
  开票员: 'issuerName',
  开票员电话: 'issuerMobile',
  开票员身份证号: 'issuerIdNumber',
  财务负责人: 'financeName',
  财务负责人电话: 'financeMobile',
  财务负责人身份证号: 'financeIdNumber',
  税种: 'taxes',
  一般纳税人生效日期: 'generalSince',
  纸质资料档案编号: 'paperNumber',
  章存放编号: 'sealNumber',
  月记账费: 'feeMonthly',
  年记账费: 'feeYearly',
  收费: 'fee',
  收费周期: 'billing',
};
const waiting: Record<string, string> = {
  有效期起: 'firstDay',
  开始日期: 'firstDay',
  有效期止: 'lastDay',
  到期日期: 'lastDay',
};

export const isSampleSecret = (heading: string): boolean => /密码|注册码/u.test(heading);

function cellOf(heading: string, n: number): string {
  const field = stored[heading];
  if (isSampleSecret(heading)) return sampleSecret(heading, n);
  if (field === 'name') return sampleName(n);
  if (field === 'taxpayerId') return sampleId(n);
  if (field === 'staff') return '孙悦';
  if (field === 'address' || heading === '实际经营地址') return `沈阳市和平区南京街${n + 1}号`;
  if (/身份证/u.test(heading)) return `21010219800101${String(1000 + n)}`;
  if (/电话|手机/u.test(heading)) return `1390000${String(1000 + n)}`;
  if (field === 'contact') return '张三';
  if (/日期|期限|有效期/u.test(heading)) return '2026-09-01';
  return field === 'note' ? `第${n}户` : `${heading.slice(0, 2)}${n}`;
}

/** The sheets A to H of the list of what offices have. */
export const sampleSheets: SampleSheet[] = Object.entries(words).map(([name, headings]) => {
  const all = headings.split(' ');
  return {
    name,
    headings: all,
    cell: cellOf,
    expected: Object.fromEntries(all.flatMap((one) => (stored[one] ? [[one, stored[one]]] : []))),
    suggested: Object.fromEntries(
      all.flatMap((one) => {
        const waits = isSampleSecret(one) ? 'accountSecret' : waiting[one];
        return waits ? [[one, waits]] : [];
      }),
    ),
  };
});

export const sampleRow = (sheet: SampleSheet, n: number): string[] =>
  sheet.headings.map((heading) => sheet.cell(heading, n));

export const csvOf = (rows: readonly (readonly string[])[], separator = ','): string =>
  rows
    .map((row) =>
      row
        .map((cell) => (/["\n]/u.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(separator),
    )
    .join('\r\n');
