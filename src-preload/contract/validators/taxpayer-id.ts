import { checkedSchema, wrong, type Checked } from './checked.ts';
import { checkOlderTaxpayerId, type OlderTaxpayerIdKind } from './older-taxpayer-id.ts';
import { isOrganisationCode } from './organisation-code.ts';
import { at, digitsProblem, misreadLetters, normalisePastedNumber } from './pasted-number.ts';
import { isRegistrationRegion } from './region-prefix.ts';
import { checkIdentityCard } from './resident-identity-card.ts';

/** The 31 characters of a unified social credit code: digits and capitals without I, O, S, V and Z (K1, GB 32100-2015). */
export const unifiedCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Registration authority (first character) and the kinds of body it registers (second character). */
const authorities: Readonly<Record<string, { name: string; kinds: string }>> = {
  1: { name: '机构编制', kinds: '1239' },
  2: { name: '外交', kinds: '19' },
  3: { name: '司法行政', kinds: '123459' },
  4: { name: '文化', kinds: '19' },
  // 54: residents' and villagers' committees, since 2017.
  5: { name: '民政', kinds: '12349' },
  6: { name: '旅游', kinds: '129' },
  7: { name: '宗教', kinds: '129' },
  8: { name: '工会', kinds: '19' },
  9: { name: '市场监管', kinds: '1239' },
  A: { name: '军队编制', kinds: '19' },
  N: { name: '农业农村', kinds: '1239' },
  Y: { name: '其他', kinds: '1' },
};

export type TaxpayerIdKind = 'unifiedCode' | OlderTaxpayerIdKind;

/** Chinese name of each kind of taxpayer number, for the line beside the field. */
export const taxpayerIdKindNames: Readonly<Record<TaxpayerIdKind, string>> = {
  unifiedCode: '18 位统一社会信用代码',
  regionAndOrganisation15: '15 位旧纳税人识别号（行政区划 + 组织机构代码）',
  identityCard17: '17 位旧纳税人识别号（15 位身份证号码 + 2 位）',
  identityCard20: '20 位旧纳税人识别号（18 位身份证号码 + 2 位）',
};

/**
 * Check character of a unified social credit code (K1).
 * @param first17 seventeen characters of {@link unifiedCodeAlphabet}
 */
export function unifiedCodeCheckCharacter(first17: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * unifiedCodeAlphabet.indexOf(first17[index] ?? ''),
    0,
  );
  return unifiedCodeAlphabet[(31 - (sum % 31)) % 31] ?? '';
}

function alphabetProblem(value: string): string | null {
  const index = [...value].findIndex((character) => !unifiedCodeAlphabet.includes(character));
  if (index < 0) return null;
  const meant = misreadLetters[value[index] ?? ''];
  return `${at(value, index)}不是统一社会信用代码可用的字符${meant ? `，是否为 ${meant}` : ''}`;
}

function checkUnifiedCode(value: string, now: Date): Checked<TaxpayerIdKind> {
  const strange = alphabetProblem(value);
  if (strange) return wrong(strange);
  if (checkIdentityCard(value, now).ok)
    return wrong('这是居民身份证号码，不是统一社会信用代码；个体户旧号为身份证号码后加 2 位，请核对');
  const authority = authorities[value[0] ?? ''];
  if (!authority) return wrong(`${at(value, 0)}不是已知的登记管理部门代码`);
  if (!authority.kinds.includes(value[1] ?? '')) return wrong(`${at(value, 1)}不是${authority.name}部门的机构类别代码`);
  const notDigit = digitsProblem(value, 2, 8, '第 3 至 8 位是行政区划代码');
  if (notDigit) return wrong(notDigit);
  if (!isRegistrationRegion(value.slice(2, 8)))
    return wrong(`第 3 至 4 位「${value.slice(2, 4)}」不是有效的省级行政区划代码`);
  const organisationFits = isOrganisationCode(value.slice(8, 17));
  const wholeFits = unifiedCodeCheckCharacter(value.slice(0, 17)) === value[17];
  if (organisationFits && wholeFits) return { ok: true, value, kind: 'unifiedCode' };
  // The two checks together show where the error is.
  if (organisationFits) return wrong(`第 18 位校验码「${value[17] ?? ''}」与前 17 位不符，请先核对前 8 位和第 18 位`);
  return wrong(`第 9 至 17 位「${value.slice(8, 17)}」不是有效的组织机构代码（第 17 位校验码不符），请逐位核对这一段`);
}

/**
 * Checks a taxpayer number: 18-character unified social credit code (K1) or an older one of 15, 17 or 20 characters (K3).
 * In an 18-character code every single wrong character is found.
 * @param input as typed or pasted
 * @param now instant whose Shanghai calendar day is today; older numbers hold birth dates
 */
export function checkTaxpayerId(input: string, now: Date = new Date()): Checked<TaxpayerIdKind> {
  const value = normalisePastedNumber(input);
  if (value === '') return wrong('请输入统一社会信用代码或纳税人识别号');
  if (value.length === 18) return checkUnifiedCode(value, now);
  if ([15, 17, 20].includes(value.length)) return checkOlderTaxpayerId(value, now);
  return wrong(
    `统一社会信用代码应为 18 位（旧纳税人识别号为 15、17 或 20 位），现在是 ${value.length} 位，请核对是否漏输或多输`,
  );
}

/** A taxpayer number, output normalised; zod's message is the problem. */
export const taxpayerIdSchema = checkedSchema((input) => checkTaxpayerId(input));

/** Groups of four of a normalised number, for the eye only: `['9121', '0102', …, '4K']`. What is copied has no blanks. */
export const groupTaxpayerId = (value: string): string[] => value.match(/.{1,4}/gu) ?? [];
