import { wrong, type Checked } from './checked.ts';
import { isOrganisationCode } from './organisation-code.ts';
import { digitsProblem } from './pasted-number.ts';
import { provinces } from './region-prefix.ts';
import { birthProblem, checkIdentityCard } from './resident-identity-card.ts';

export type OlderTaxpayerIdKind = 'regionAndOrganisation15' | 'identityCard17' | 'identityCard20';

/**
 * Checks a taxpayer number from before the unified code (K3): 15 = region + organisation code, 17 or 20 = identity card + 2 digits.
 * What it cannot find: a wrong digit in the last 4 of the region or the two appended digits, in most of a 15-digit identity card
 * (it has no check digit), and letters of an organisation code exactly 11 or 22 apart.
 * @param value normalised, 15, 17 or 20 characters
 * @param now instant whose Shanghai calendar day is today
 */
export function checkOlderTaxpayerId(value: string, now: Date): Checked<OlderTaxpayerIdKind> {
  if (value.length === 15) return check15(value);
  return value.length === 17 ? check17(value, now) : check20(value, now);
}

function check15(value: string): Checked<OlderTaxpayerIdKind> {
  const notDigit = digitsProblem(value, 0, 6, '15 位旧号的前 6 位是行政区划代码');
  if (notDigit) return wrong(notDigit);
  if (!(value.slice(0, 2) in provinces)) return wrong(`第 1 至 2 位「${value.slice(0, 2)}」不是有效的省级行政区划代码`);
  const organisation = value.slice(6);
  if (isOrganisationCode(organisation)) return { ok: true, value, kind: 'regionAndOrganisation15' };
  const strange = [...organisation].findIndex((character) => !/[0-9A-Z]/.test(character));
  return wrong(
    strange < 0
      ? `第 7 至 15 位「${organisation}」不是有效的组织机构代码（末位校验码不符），请逐位核对`
      : `第 ${strange + 7} 位「${organisation[strange] ?? ''}」应为数字或字母（第 7 至 15 位是组织机构代码）`,
  );
}

function check17(value: string, now: Date): Checked<OlderTaxpayerIdKind> {
  const notDigit = digitsProblem(value, 0, 17, '17 位旧号是 15 位身份证号码加 2 位数字');
  if (notDigit) return wrong(notDigit);
  if (!(value.slice(0, 2) in provinces)) return wrong(`第 1 至 2 位「${value.slice(0, 2)}」不是有效的省级地区代码`);
  // Cards of 15 digits were issued until 1999, with the century left out.
  if (birthProblem(`19${value.slice(6, 12)}`, 6, now))
    return wrong(`第 7 至 12 位出生日期「${value.slice(6, 12)}」不是真实存在的日期`);
  return { ok: true, value, kind: 'identityCard17' };
}

function check20(value: string, now: Date): Checked<OlderTaxpayerIdKind> {
  const card = checkIdentityCard(value.slice(0, 18), now);
  if (!card.ok) return wrong(`20 位旧号的前 18 位应为身份证号码：${card.problem}`);
  const notDigit = digitsProblem(value, 18, 20, '20 位旧号的末 2 位是顺序号');
  return notDigit ? wrong(notDigit) : { ok: true, value, kind: 'identityCard20' };
}
