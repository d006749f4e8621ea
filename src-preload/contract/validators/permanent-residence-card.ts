import { wrong, type Checked } from './checked.ts';
import { at, digitsProblem, normalisePastedNumber } from './pasted-number.ts';
import { provinces } from './region-prefix.ts';
import { birthProblem, identityCardCheckCharacter } from './resident-identity-card.ts';

const name = '外国人永久居留身份证';

/**
 * Checks the number of a foreigner's permanent residence card (K4). A card of 2023 has 18 characters: 9, province, country number, birth date, serial number and the
 * check character of K2. An older card has 15: three letters of the country and 12 digits, whose check is not published.
 * @param input as typed or pasted
 * @param now instant whose Shanghai calendar day is today
 */
export function checkPermanentResidence(input: string, now: Date): Checked<'permanentResidenceCard'> {
  const value = normalisePastedNumber(input);
  if (value === '') return wrong(`请输入${name}号码`);
  const good = { ok: true, value, kind: 'permanentResidenceCard' } as const;
  if (value.length === 15) {
    if (/^[A-Z]{3}\d{12}$/.test(value)) return good;
    return wrong(`15 位${name}号码应为 3 位国籍字母加 12 位数字，请核对`);
  }
  if (value.length !== 18)
    return wrong(`${name}号码应为 18 位（2023 年以前的为 15 位），现在是 ${value.length} 位，请核对是否漏输或多输`);
  if (!value.startsWith('9')) return wrong(`${at(value, 0)}应为 9，${name}号码以 9 开头`);
  const notDigit = digitsProblem(value, 1, 17, `${name}号码前 17 位都是数字`);
  if (notDigit) return wrong(notDigit);
  if (!/[0-9X]/.test(value[17] ?? '')) return wrong(`${at(value, 17)}应为数字或字母 X（校验码）`);
  if (!(value.slice(1, 3) in provinces)) return wrong(`第 2 至 3 位「${value.slice(1, 3)}」不是有效的省级地区代码`);
  const birth = birthProblem(value.slice(6, 14), 6, now);
  if (birth) return wrong(birth);
  if (identityCardCheckCharacter(value.slice(0, 17)) !== value[17])
    return wrong(`${at(value, 17)}校验码与前 17 位不符，请逐位核对`);
  return good;
}
