import { share, type Rate } from '../../ground/money.ts';
import type { LineRule, VatForm } from './form.ts';
import { generalSurcharges } from './surcharges.ts';

const salesGroup = '附列资料（一）本期销售情况';
const inputGroup = '附列资料（二）本期进项税额';
const transferGroup = '附列资料（二）进项税额转出';
const mainSales = '主表 销售额';
const mainTax = '主表 税款计算';
const mainPaid = '主表 税款缴纳';

interface SalesLine {
  key: string;
  number: string;
  title: string;
  rate: Rate;
  simple?: boolean;
}

/** Rows of 附列资料（一）: sales without tax, and the rate that turns them into tax. */
const salesLines: readonly SalesLine[] = [
  { key: 'sales13Goods', number: '1', title: '13%税率的货物及加工修理修配劳务', rate: [13, 100] },
  { key: 'sales13Services', number: '2', title: '13%税率的服务、不动产和无形资产', rate: [13, 100] },
  { key: 'sales9Goods', number: '3', title: '9%税率的货物及加工修理修配劳务', rate: [9, 100] },
  { key: 'sales9Services', number: '4', title: '9%税率的服务、不动产和无形资产', rate: [9, 100] },
  { key: 'sales6Services', number: '5', title: '6%税率', rate: [6, 100] },
  { key: 'simple5Goods', number: '9a', title: '5%征收率的货物及加工修理修配劳务', rate: [5, 100], simple: true },
  { key: 'simple5Services', number: '9b', title: '5%征收率的服务、不动产和无形资产', rate: [5, 100], simple: true },
  { key: 'simple3Goods', number: '11', title: '3%征收率的货物及加工修理修配劳务', rate: [3, 100], simple: true },
  { key: 'simple3Services', number: '12', title: '3%征收率的服务、不动产和无形资产', rate: [3, 100], simple: true },
];

const taxKey = (line: SalesLine): string => `${line.key}Tax`;
const total = (line: (key: string) => number, keys: readonly string[]): number =>
  keys.reduce((sum, key) => sum + line(key), 0);
const sumLine = (
  key: string,
  number: string,
  title: string,
  group: string,
  formula: string,
  keys: readonly string[],
): LineRule => ({
  key,
  number,
  title,
  group,
  formula,
  compute: (line) => total(line, keys),
});

const atRate = salesLines.filter((line) => !line.simple);
const simple = salesLines.filter((line) => line.simple);
const numbers = (lines: readonly SalesLine[], column: string): string =>
  lines.map((line) => `附一${line.number}${column}`).join('+');

const inputs: readonly LineRule[] = [
  {
    key: 'inputInvoices',
    number: '附二2',
    title: '认证相符的增值税专用发票：本期认证相符且本期申报抵扣税额',
    group: inputGroup,
  },
  { key: 'inputCustoms', number: '附二5', title: '海关进口增值税专用缴款书税额', group: inputGroup },
  { key: 'inputFarm', number: '附二6', title: '农产品收购发票或者销售发票税额', group: inputGroup },
  { key: 'inputWithheld', number: '附二7', title: '代扣代缴税收缴款凭证税额', group: inputGroup },
  { key: 'inputOther', number: '附二8b', title: '其他扣税凭证税额', group: inputGroup },
];

const transfers: readonly LineRule[] = [
  { key: 'outExempt', number: '附二14', title: '免税项目用', group: transferGroup },
  { key: 'outWelfare', number: '附二15', title: '集体福利、个人消费', group: transferGroup },
  { key: 'outLoss', number: '附二16', title: '非正常损失', group: transferGroup },
  { key: 'outSimple', number: '附二17', title: '简易计税方法征税项目用', group: transferGroup },
  { key: 'outRedInvoice', number: '附二20', title: '红字专用发票信息表注明的进项税额', group: transferGroup },
  { key: 'outCreditRefund', number: '附二22', title: '上期留抵税额退税', group: transferGroup },
  { key: 'outOther', number: '附二23b', title: '其他应作进项税额转出的情形', group: transferGroup },
];

const main: readonly LineRule[] = [
  sumLine(
    'salesAtRate',
    '1',
    '（一）按适用税率计税销售额',
    mainSales,
    numbers(atRate, ''),
    atRate.map((line) => line.key),
  ),
  sumLine(
    'salesSimple',
    '5',
    '（二）按简易办法计税销售额',
    mainSales,
    numbers(simple, ''),
    simple.map((line) => line.key),
  ),
  { key: 'salesExport', number: '7', title: '（三）免、抵、退办法出口销售额', group: mainSales },
  { key: 'salesExempt', number: '8', title: '（四）免税销售额', group: mainSales },
  sumLine('salesTotal', '合计', '销售额合计', mainSales, '1+5+7+8', [
    'salesAtRate',
    'salesSimple',
    'salesExport',
    'salesExempt',
  ]),
  sumLine('outputTax', '11', '销项税额', mainTax, numbers(atRate, '税额'), atRate.map(taxKey)),
  sumLine('inputTax', '12', '进项税额', mainTax, '附二12', ['inputTotal']),
  { key: 'openingCredit', number: '13', title: '上期留抵税额', group: mainTax, carried: 'closingCredit' },
  sumLine('transfersOut', '14', '进项税额转出', mainTax, '附二13', ['transferTotal']),
  { key: 'exportRefund', number: '15', title: '免、抵、退应退税额', group: mainTax },
  {
    key: 'deductible',
    number: '17',
    title: '应抵扣税额合计',
    group: mainTax,
    formula: '12+13-14-15',
    compute: (line) => line('inputTax') + line('openingCredit') - line('transfersOut') - line('exportRefund'),
  },
  {
    key: 'deducted',
    number: '18',
    title: '实际抵扣税额',
    group: mainTax,
    formula: '如17＜11，则为17，否则为11',
    compute: (line) => Math.min(line('deductible'), line('outputTax')),
  },
  {
    key: 'taxDue',
    number: '19',
    title: '应纳税额',
    group: mainTax,
    formula: '11-18',
    compute: (line) => line('outputTax') - line('deducted'),
  },
  {
    key: 'closingCredit',
    number: '20',
    title: '期末留抵税额',
    group: mainTax,
    formula: '17-18',
    compute: (line) => line('deductible') - line('deducted'),
  },
  sumLine('simpleTax', '21', '简易计税办法计算的应纳税额', mainTax, numbers(simple, '税额'), simple.map(taxKey)),
  { key: 'taxRelief', number: '23', title: '应纳税额减征额', group: mainTax },
  {
    key: 'taxTotal',
    number: '24',
    title: '应纳税额合计',
    group: mainTax,
    formula: '19+21-23',
    compute: (line) => line('taxDue') + line('simpleTax') - line('taxRelief'),
  },
  {
    key: 'openingUnpaid',
    number: '25',
    title: '期初未缴税额（多缴为负数）',
    group: mainPaid,
    carried: 'closingUnpaid',
    negative: true,
  },
  sumLine('paidTotal', '27', '本期已缴税额', mainPaid, '28+30+31', ['prepaid', 'paidLastPeriod', 'paidArrears']),
  { key: 'prepaid', number: '28', title: '①分次预缴税额', group: mainPaid },
  { key: 'paidLastPeriod', number: '30', title: '③本期缴纳上期应纳税额', group: mainPaid },
  { key: 'paidArrears', number: '31', title: '④本期缴纳欠缴税额', group: mainPaid },
  {
    key: 'closingUnpaid',
    number: '32',
    title: '期末未缴税额（多缴为负数）',
    group: mainPaid,
    formula: '24+25-27',
    compute: (line) => line('taxTotal') + line('openingUnpaid') - line('paidTotal'),
  },
  {
    key: 'payableVat',
    number: '34',
    title: '本期应补（退）税额',
    group: mainPaid,
    formula: '24-28',
    compute: (line) => line('taxTotal') - line('prepaid'),
  },
];

/** 增值税及附加税费申报表（一般纳税人适用）, column 一般项目 本月数; lines for inspections and 即征即退 are left out. */
export const generalForm: VatForm = {
  kind: 'general',
  title: '增值税及附加税费申报表（一般纳税人适用）',
  service: 'tax.vat.general',
  lines: [
    ...salesLines.flatMap((line): LineRule[] => [
      { key: line.key, number: `附一${line.number}`, title: line.title, group: salesGroup, negative: true },
      {
        key: taxKey(line),
        number: `附一${line.number}税额`,
        title: `${line.title}：${line.simple ? '应纳' : '销项'}税额`,
        group: salesGroup,
        formula: `附一${line.number}×${line.rate[0]}%`,
        compute: (value) => share(value(line.key), line.rate),
      },
    ]),
    ...inputs,
    sumLine(
      'inputTotal',
      '附二12',
      '当期申报抵扣进项税额合计',
      inputGroup,
      inputs.map((line) => line.number).join('+'),
      inputs.map((line) => line.key),
    ),
    ...transfers,
    sumLine(
      'transferTotal',
      '附二13',
      '本期进项税额转出额',
      transferGroup,
      transfers.map((line) => line.number).join('+'),
      transfers.map((line) => line.key),
    ),
    ...main,
    ...generalSurcharges('payableVat', 'salesTotal'),
  ],
  payable: ['payableVat', 'urban', 'education', 'local'],
  totalSales: 'salesTotal',
};
