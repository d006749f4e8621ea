import { checkedSchema, wrong, type Checked } from './checked.ts';
import { at, digitsProblem, normalisePastedNumber } from './pasted-number.ts';

/**
 * Checks a mainland mobile number (K4): `1[3-9]` and nine digits. A leading 86, +86 or 0086 of a contact list is dropped.
 * @param input as typed or pasted
 */
export function checkMobile(input: string): Checked<'mobile'> {
  const pasted = normalisePastedNumber(input).replace(/[()]/gu, '');
  const value = pasted.length > 11 ? pasted.replace(/^(?:\+|00)?86(?=1)/u, '') : pasted;
  if (value === '') return wrong('请输入手机号码');
  const notDigit = digitsProblem(value, 0, value.length, '手机号码都是数字');
  if (notDigit) return wrong(notDigit);
  if (value.length !== 11) return wrong(`手机号码应为 11 位，现在是 ${value.length} 位，请核对是否漏输或多输`);
  if (value[0] !== '1') return wrong(`${at(value, 0)}应为 1，请输入中国大陆手机号码`);
  if (!/[3-9]/.test(value[1] ?? '')) return wrong(`${at(value, 1)}应为 3 至 9，请核对手机号码`);
  return { ok: true, value, kind: 'mobile' };
}

/** A mobile number, output eleven digits. */
export const mobileSchema = checkedSchema(checkMobile);

/** Hides the middle of a valid mobile: `138****1234`. */
export const maskMobile = (value: string): string => `${value.slice(0, 3)}****${value.slice(-4)}`;
