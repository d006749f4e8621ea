import { share, type Rate } from '../../ground/money.ts';
import type { LineRule } from './form.ts';

/** 城市维护建设税法 art. 4, in hundredths of a percent as typed (7.00): city, county town or township, elsewhere. */
export const urbanRates = [700, 500, 100];

const education: Rate = [3, 100];
const localEducation: Rate = [2, 100];
const half: Rate = [1, 2];

/** 财税〔2016〕12号: education surcharges are not levied up to this much sales, in cents, a month or a quarter. */
export const surchargeFreeMonth = 10_000_000;
export const surchargeFreeQuarter = 30_000_000;

const rateLine = (number: string): LineRule => ({
  key: 'urbanRate',
  number,
  title: '城市维护建设税税率（%，市区 7.00，县城、镇 5.00，其他 1.00）',
  group: '附加税费',
  fallback: 700,
});

const urbanDue = (base: string, number: string, baseNumber: string): LineRule => ({
  key: 'urbanDue',
  number,
  title: '城市维护建设税本期应纳税额',
  group: '附加税费',
  formula: `第${baseNumber}栏（大于零时）×税率`,
  compute: (line) => share(Math.max(0, line(base)), [line('urbanRate'), 10_000]),
});

/** A surcharge that is not levied up to the sales limit. */
const levied = (
  key: string,
  title: string,
  number: string,
  rate: Rate,
  base: string,
  baseNumber: string,
  sales: string,
  limit: number,
  limitName: string,
): LineRule => ({
  key,
  number,
  title: `${title}本期应纳费额`,
  group: '附加税费',
  formula: `第${baseNumber}栏（大于零时）×${rate[0]}%；${limitName}免征`,
  compute: (line) => (line(sales) <= limit ? 0 : share(Math.max(0, line(base)), rate)),
});

const taxes = [
  ['urban', '城市维护建设税', '税额'],
  ['education', '教育费附加', '费额'],
  ['local', '地方教育附加', '费额'],
] as const;

/**
 * Surcharge lines of the general form (附列资料（五） and main lines 39 to 41). Whether the 六税两费 halving applies hangs on a status
 * the program cannot know, so its amounts are typed.
 */
export function generalSurcharges(base: string, sales: string): LineRule[] {
  return [
    rateLine('附五1(3)'),
    urbanDue(base, '附五1(4)', '34'),
    levied(
      'educationDue',
      '教育费附加',
      '附五2(4)',
      education,
      base,
      '34',
      sales,
      surchargeFreeMonth,
      '月销售额不超过10万元',
    ),
    levied(
      'localDue',
      '地方教育附加',
      '附五3(4)',
      localEducation,
      base,
      '34',
      sales,
      surchargeFreeMonth,
      '月销售额不超过10万元',
    ),
    ...taxes.map(([key, title, unit], index): LineRule => ({
      key: `${key}Relief`,
      number: `附五${index + 1}(6)`,
      title: `${title}减免${unit}`,
      group: '附加税费',
    })),
    ...taxes.map(([key, title, unit], index): LineRule => ({
      key,
      number: String(39 + index),
      title: `${title}本期应补（退）${unit}`,
      group: '附加税费',
      formula: `附五${index + 1}(4)-附五${index + 1}(6)`,
      compute: (line) => line(`${key}Due`) - line(`${key}Relief`),
    })),
  ];
}

/** Surcharge lines of the small-scale form (附列资料（二） and main lines 23 to 25): halved for every small-scale taxpayer (公告2023年第12号). */
export function smallScaleSurcharges(base: string, sales: string): LineRule[] {
  return [
    rateLine('附二1(3)'),
    urbanDue(base, '附二1(4)', '22'),
    levied(
      'educationDue',
      '教育费附加',
      '附二2(4)',
      education,
      base,
      '22',
      sales,
      surchargeFreeQuarter,
      '季销售额不超过30万元',
    ),
    levied(
      'localDue',
      '地方教育附加',
      '附二3(4)',
      localEducation,
      base,
      '22',
      sales,
      surchargeFreeQuarter,
      '季销售额不超过30万元',
    ),
    ...taxes.map(([key, title, unit], index): LineRule => ({
      key: `${key}Relief`,
      number: `附二${index + 1}(6)`,
      title: `${title}减征${unit}（“六税两费”减半）`,
      group: '附加税费',
      formula: `附二${index + 1}(4)×50%`,
      compute: (line) => share(line(`${key}Due`), half),
    })),
    ...taxes.map(([key, title, unit], index): LineRule => ({
      key,
      number: String(23 + index),
      title: `${title}本期应补（退）${unit}`,
      group: '附加税费',
      formula: `附二${index + 1}(4)-附二${index + 1}(6)`,
      compute: (line) => line(`${key}Due`) - line(`${key}Relief`),
    })),
  ];
}
