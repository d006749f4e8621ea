import { share } from '../../ground/money.ts';
import type { LineRule, VatForm } from './form.ts';
import { smallScaleSurcharges, surchargeFreeQuarter } from './surcharges.ts';

/** 公告2023年第19号: up to this much sales a quarter, in cents, sales without special invoices are free of VAT. */
export const exemptQuarter = surchargeFreeQuarter;

type Value = (key: string) => number;
const columns = [
  { key: 'Goods', title: '货物及劳务' },
  { key: 'Services', title: '服务、不动产和无形资产' },
] as const;

/** Whether the sales of the whole quarter stay within the limit; sales of real estate are not to be typed here. */
const withinLimit = (line: Value): boolean => line('salesTotal') <= exemptQuarter;

/**
 * One column of the form. Typed are the sales as invoiced (on paper the taxpayer sorts them into lines 1 to 12 by hand);
 * which of them are taxed and which are exempt follows from the limit.
 */
function columnLines(suffix: 'Goods' | 'Services', title: string): LineRule[] {
  const sold = `本期销售情况·${title}`;
  const basis = `一、计税依据·${title}`;
  const tax = `二、税款计算·${title}`;
  const at = (key: string): string => `${key}${suffix}`;
  return [
    {
      key: at('special1'),
      number: '填1',
      title: '开具1%征收率增值税专用发票的不含税销售额',
      group: sold,
      negative: true,
    },
    {
      key: at('special3'),
      number: '填2',
      title: '开具3%征收率增值税专用发票的不含税销售额（放弃减征）',
      group: sold,
      negative: true,
    },
    {
      key: at('other'),
      number: '填3',
      title: '开具普通发票及未开票的不含税销售额（3%减按1%）',
      group: sold,
      negative: true,
    },
    ...(suffix === 'Services'
      ? [
          {
            key: at('special5'),
            number: '填4',
            title: '开具5%征收率增值税专用发票的不含税销售额',
            group: sold,
            negative: true,
          },
          {
            key: at('other5'),
            number: '填5',
            title: '5%征收率普通发票及未开票的不含税销售额',
            group: sold,
            negative: true,
          },
        ]
      : []),
    {
      key: at('base3'),
      number: '1',
      title: '（一）应征增值税不含税销售额（3%征收率）',
      group: basis,
      formula: '2+3',
      compute: (line) => line(at('base3Special')) + line(at('base3Other')),
    },
    {
      key: at('base3Special'),
      number: '2',
      title: '其中：增值税专用发票不含税销售额',
      group: basis,
      formula: '填1+填2',
      compute: (line) => line(at('special1')) + line(at('special3')),
    },
    {
      key: at('base3Other'),
      number: '3',
      title: '其中：其他增值税发票及未开票不含税销售额',
      group: basis,
      formula: '季销售额不超过30万元为0，否则为填3',
      compute: (line) => (withinLimit(line) ? 0 : line(at('other'))),
    },
    ...(suffix === 'Services'
      ? [
          {
            key: at('base5'),
            number: '4',
            title: '（二）应征增值税不含税销售额（5%征收率）',
            group: basis,
            formula: '填4，季销售额超过30万元时再加填5',
            compute: (line: Value) => line(at('special5')) + (withinLimit(line) ? 0 : line(at('other5'))),
          },
        ]
      : []),
    {
      key: at('exempt'),
      number: '9',
      title: '（四）免税销售额',
      group: basis,
      formula: '10+12',
      compute: (line) => line(at('exemptSmall')) + line(at('exemptOther')),
    },
    {
      key: at('exemptSmall'),
      number: '10',
      title: '其中：小微企业免税销售额',
      group: basis,
      formula: suffix === 'Services' ? '季销售额不超过30万元为填3+填5，否则为0' : '季销售额不超过30万元为填3，否则为0',
      compute: (line) => (withinLimit(line) ? line(at('other')) + (suffix === 'Services' ? line(at('other5')) : 0) : 0),
    },
    { key: at('exemptOther'), number: '12', title: '其中：其他免税销售额', group: basis },
    { key: at('export'), number: '13', title: '（五）出口免税销售额', group: basis },
    {
      key: at('tax'),
      number: '15',
      title: '本期应纳税额',
      group: tax,
      formula: suffix === 'Services' ? '1×3%+4×5%' : '1×3%',
      compute: (line) =>
        share(line(at('base3')), [3, 100]) + (suffix === 'Services' ? share(line(at('base5')), [5, 100]) : 0),
    },
    {
      key: at('relief'),
      number: '16',
      title: '本期应纳税额减征额',
      group: tax,
      formula: '（填1+第3栏）×2%',
      compute: (line) => share(line(at('special1')) + line(at('base3Other')), [2, 100]),
    },
    {
      key: at('exemptTax'),
      number: '17',
      title: '本期免税额',
      group: tax,
      formula: '18+第12栏×3%',
      compute: (line) => line(at('exemptSmallTax')) + share(line(at('exemptOther')), [3, 100]),
    },
    {
      key: at('exemptSmallTax'),
      number: '18',
      title: '其中：小微企业免税额',
      group: tax,
      formula: suffix === 'Services' ? '填3×3%+填5×5%（季销售额不超过30万元）' : '第10栏×3%',
      compute: (line) =>
        withinLimit(line)
          ? share(line(at('other')), [3, 100]) + (suffix === 'Services' ? share(line(at('other5')), [5, 100]) : 0)
          : 0,
    },
    {
      key: at('due'),
      number: '20',
      title: '应纳税额合计',
      group: tax,
      formula: '15-16',
      compute: (line) => line(at('tax')) - line(at('relief')),
    },
    { key: at('prepaid'), number: '21', title: '本期预缴税额', group: tax },
    {
      key: at('payable'),
      number: '22',
      title: '本期应补（退）税额',
      group: tax,
      formula: '20-21',
      compute: (line) => line(at('due')) - line(at('prepaid')),
    },
  ];
}

const soldKeys = [
  'special1Goods',
  'special3Goods',
  'otherGoods',
  'exemptOtherGoods',
  'exportGoods',
  'special1Services',
  'special3Services',
  'otherServices',
  'special5Services',
  'other5Services',
  'exemptOtherServices',
  'exportServices',
];

/** 增值税及附加税费申报表（小规模纳税人适用）, column 本期数; lines 7, 8, 11 and 19 (used fixed assets, individuals) are left out. */
export const smallScaleForm: VatForm = {
  kind: 'smallScale',
  title: '增值税及附加税费申报表（小规模纳税人适用）',
  service: 'tax.vat.smallScale',
  lines: [
    ...columns.flatMap((column) => columnLines(column.key, column.title)),
    {
      key: 'salesTotal',
      number: '合计',
      title: '本季销售额合计（不含税，不含销售不动产）',
      group: '合计',
      formula: '填1至填5+12+13（两列）',
      compute: (line) => soldKeys.reduce((sum, key) => sum + line(key), 0),
    },
    {
      key: 'payableVat',
      number: '22合计',
      title: '本期应补（退）税额合计',
      group: '合计',
      formula: '22（两列）',
      compute: (line) => line('payableGoods') + line('payableServices'),
    },
    ...smallScaleSurcharges('payableVat', 'salesTotal'),
  ],
  payable: ['payableVat', 'urban', 'education', 'local'],
  totalSales: 'salesTotal',
};
