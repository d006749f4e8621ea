import { dayOf, isDay } from '../calendar.ts';
import { checkedSchema, wrong, type Checked } from './checked.ts';
import { at, digitsProblem, normalisePastedNumber } from './pasted-number.ts';
import { provinces } from './region-prefix.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Region codes of residence permits, GB 11643 as extended in 2018; 710000 is kept beside 830000 for residents of Taiwan (K2). */
export const residencePermitRegions: Readonly<Record<string, string>> = {
  810000: '香港',
  820000: '澳门',
  830000: '台湾',
  710000: '台湾',
};

export type IdentityCardKind = 'residentIdentityCard' | 'residencePermitHMT';

/** Nobody alive was born earlier; an earlier date is a typing error. */
const earliestBirth = '1880-01-01';

/**
 * Check character of an 18-character citizen number (K2, ISO 7064 MOD 11-2).
 * @param first17 seventeen digits
 * @returns a digit or X
 */
export function identityCardCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return '10X98765432'[sum % 11] ?? '';
}

/** Problem of a birth date inside a number, or null: it must be a real day, not after today by the Shanghai calendar, nor before 1880. */
export function birthProblem(compact: string, from: number, now: Date): string | null {
  const where = `第 ${from + 1} 至 ${from + 8} 位出生日期「${compact}」`;
  const day = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`;
  if (!isDay(day)) return `${where}不是真实存在的日期`;
  if (day > dayOf(now)) return `${where}晚于今天`;
  return day < earliestBirth ? `${where}过早，请核对年份` : null;
}

/**
 * Checks an 18-character resident identity card number, or residence permit number of residents of Hong Kong, Macau and Taiwan (K2).
 * Every single wrong character is found by the check character.
 * @param input as typed or pasted
 * @param now instant whose Shanghai calendar day is today
 */
export function checkIdentityCard(input: string, now: Date): Checked<IdentityCardKind> {
  const value = normalisePastedNumber(input);
  if (value === '') return wrong('请输入居民身份证号码');
  if (value.length === 15 && /^\d+$/.test(value)) return wrong('15 位旧身份证号码已停用，请输入 18 位居民身份证号码');
  if (value.length !== 18) return wrong(`居民身份证号码应为 18 位，现在是 ${value.length} 位，请核对是否漏输或多输`);
  const notDigit = digitsProblem(value, 0, 17, '居民身份证号码前 17 位都是数字');
  if (notDigit) return wrong(notDigit);
  if (!/[0-9X]/.test(value[17] ?? '')) return wrong(`${at(value, 17)}应为数字或字母 X（校验码）`);
  const region = value.slice(0, 6);
  const province = region.slice(0, 2);
  const permit = region in residencePermitRegions;
  if (!permit && (!(province in provinces) || ['71', '81', '82'].includes(province))) {
    const special = ['71', '81', '82', '83'].includes(province);
    return wrong(
      special
        ? `第 1 至 6 位「${region}」不是有效的地区代码，港澳台居民居住证应为 810000、820000 或 830000`
        : `第 1 至 2 位「${province}」不是有效的省级地区代码`,
    );
  }
  const birth = birthProblem(value.slice(6, 14), 6, now);
  if (birth) return wrong(birth);
  if (identityCardCheckCharacter(value.slice(0, 17)) !== value[17])
    return wrong(`${at(value, 17)}校验码与前 17 位不符，请逐位核对`);
  return { ok: true, value, kind: permit ? 'residencePermitHMT' : 'residentIdentityCard' };
}

/** What a valid citizen number says: birth day `YYYY-MM-DD`, and sex by the parity of the 17th digit. */
export const readIdentityCard = (value: string): { birth: string; sex: 'male' | 'female' } => ({
  birth: `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`,
  sex: Number(value[16]) % 2 === 1 ? 'male' : 'female',
});

/**
 * Schema of an identity card or residence permit number; output normalised.
 * @param now the clock that decides what today is
 */
export const identityCardSchema = (now: () => Date = () => new Date()) =>
  checkedSchema((input) => checkIdentityCard(input, now()));
