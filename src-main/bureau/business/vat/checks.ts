import type { VatReturn } from '@contract/business.ts';
import { written } from '../../ground/money.ts';
import { periodName } from '../../ground/period.ts';
import { isComputed, type Lines, type VatFacts, type VatForm } from './form.ts';
import { exemptQuarter } from './small-scale-form.ts';
import { surchargeFreeMonth, urbanRates } from './surcharges.ts';

export type Check = VatReturn['checks'][number];

/** A change of sales against the period before that is worth a second look. */
const farFromBefore = { factor: 2, atLeast: 10_000_000 };

type Find = (lines: Lines, facts: VatFacts) => Check | null;
const error = (line: string | null, message: string): Check => ({ level: 'error', line, message });
const warning = (line: string | null, message: string): Check => ({ level: 'warning', line, message });
const info = (line: string | null, message: string): Check => ({ level: 'info', line, message });
const at = (lines: Lines, key: string): number => lines[key] ?? 0;

const reliefs = [
  ['urban', '城市维护建设税'],
  ['education', '教育费附加'],
  ['local', '地方教育附加'],
] as const;

const ofGeneral: readonly Find[] = [
  (lines) =>
    at(lines, 'simpleTax') < 0
      ? error('simpleTax', '简易计税办法计算的应纳税额为负数，请核对红字销售额是否填入了正确的栏次。')
      : null,
  (lines) =>
    at(lines, 'taxRelief') > at(lines, 'taxDue') + at(lines, 'simpleTax')
      ? error(
          'taxRelief',
          `第23栏减征额大于可减征的税额 ${written(at(lines, 'taxDue') + at(lines, 'simpleTax'))} 元，请按不超过该数填写，其余结转下期。`,
        )
      : null,
  (lines) =>
    at(lines, 'outCreditRefund') > at(lines, 'openingCredit')
      ? error(
          'outCreditRefund',
          `附列资料（二）第22栏留抵退税大于上期留抵税额 ${written(at(lines, 'openingCredit'))} 元，请核对。`,
        )
      : null,
  ...reliefs.map(
    ([key, title]): Find =>
      (lines) =>
        at(lines, `${key}Relief`) > at(lines, `${key}Due`)
          ? error(`${key}Relief`, `${title}减免额大于应纳额 ${written(at(lines, `${key}Due`))} 元，请核对。`)
          : null,
  ),
  (lines) =>
    at(lines, 'deductible') < 0
      ? warning('transfersOut', '进项税额转出大于本期进项与上期留抵之和，差额会计入应纳税额，请核对。')
      : null,
  (lines) =>
    at(lines, 'outputTax') < 0 ? warning('outputTax', '销项税额为负数，请核对红字发票是否都属于本期。') : null,
  (lines) =>
    at(lines, 'inputTotal') > 0 && at(lines, 'salesTotal') === 0
      ? warning('salesTotal', '有进项税额而没有销售额，请核对是否漏填销售额。')
      : null,
  (lines) =>
    at(lines, 'outputTax') > 0 && at(lines, 'inputTotal') > 2 * at(lines, 'outputTax')
      ? warning('inputTotal', '本期进项税额超过销项税额的两倍，请核对抵扣凭证。')
      : null,
  (lines) =>
    at(lines, 'closingCredit') > 0
      ? info('closingCredit', `本期期末留抵 ${written(at(lines, 'closingCredit'))} 元，会自动带入下期第13栏。`)
      : null,
  (lines) =>
    at(lines, 'salesTotal') <= surchargeFreeMonth && at(lines, 'payableVat') > 0
      ? info('education', '月销售额不超过10万元，教育费附加和地方教育附加免征。')
      : null,
];

const ofSmallScale: readonly Find[] = [
  (lines) =>
    at(lines, 'salesTotal') <= exemptQuarter && at(lines, 'exemptSmallGoods') + at(lines, 'exemptSmallServices') > 0
      ? info('salesTotal', '季销售额不超过30万元，未开专用发票的销售额按小微企业免征增值税，已计入第10栏。')
      : null,
  (lines) =>
    at(lines, 'salesTotal') > exemptQuarter
      ? info('salesTotal', '季销售额超过30万元，全部应税销售额计征增值税，3%征收率减按1%。')
      : null,
  (lines) =>
    at(lines, 'salesTotal') > exemptQuarter && at(lines, 'salesTotal') <= exemptQuarter + exemptQuarter / 20
      ? warning(
          'salesTotal',
          `季销售额超过30万元免税标准 ${written(at(lines, 'salesTotal') - exemptQuarter)} 元，请核对销售额是否准确。`,
        )
      : null,
  ...(['Goods', 'Services'] as const).map(
    (column): Find =>
      (lines) =>
        at(lines, `due${column}`) < 0
          ? error(`due${column}`, '应纳税额合计为负数，请核对红字销售额是否填入了正确的栏次。')
          : null,
  ),
];

const ofBoth: readonly Find[] = [
  (lines) =>
    urbanRates.includes(at(lines, 'urbanRate'))
      ? null
      : error('urbanRate', '城市维护建设税税率只能是 7.00、5.00 或 1.00，请按企业所在地填写。'),
  (lines) =>
    at(lines, 'payableVat') < 0 ? warning('payableVat', '本期预缴大于应纳税额，多缴部分需另行申请退税或抵缴。') : null,
];

const farFrom =
  (form: VatForm): Find =>
  (lines, facts) => {
    if (!facts.previous) return null;
    const before = at(facts.previous.lines, form.totalSales);
    const now = at(lines, form.totalSales);
    if (Math.abs(now - before) < farFromBefore.atLeast) return null;
    if (before > 0 && now < before * farFromBefore.factor && now * farFromBefore.factor > before) return null;
    return warning(
      form.totalSales,
      `销售额与${periodName(facts.previous.period)}的 ${written(before)} 元相差较大，请核对。`,
    );
  };

/**
 * Checks of a computed return: an `error` stops submission, a `warning` asks for a second look, `info` explains. In the order of the form's lines,
 * errors first.
 */
export function checkLines(form: VatForm, lines: Lines, facts: VatFacts): Check[] {
  const found: Check[] = [];
  for (const rule of form.lines) {
    if (!rule.negative && !isComputed(rule, facts) && at(lines, rule.key) < 0) {
      found.push(error(rule.key, `第${rule.number}栏「${rule.title}」不能是负数。`));
    }
  }
  const finds = [...ofBoth, ...(form.kind === 'general' ? ofGeneral : ofSmallScale), farFrom(form)];
  for (const find of finds) {
    const check = find(lines, facts);
    if (check) found.push(check);
  }
  const typedAny = form.lines.some(
    (rule) => !isComputed(rule, facts) && rule.key !== 'urbanRate' && at(lines, rule.key) !== 0,
  );
  if (!typedAny) found.push(warning(null, '各栏均为零，将按零申报，请确认本期确无销售和进项。'));
  const order = { error: 0, warning: 1, info: 2 };
  return found.sort((a, b) => order[a.level] - order[b.level]);
}
