import { z } from 'zod';
import { wrong, type Checked } from './checked.ts';
import { at, digitsProblem, normalisePastedNumber } from './pasted-number.ts';
import { checkPermanentResidence } from './permanent-residence-card.ts';
import { checkIdentityCard } from './resident-identity-card.ts';

/** Documents that identify a person (K2, K4). */
export const idTypes = [
  'residentIdentityCard',
  'residencePermitHMT',
  'chinesePassport',
  'hongKongMacauPermit',
  'taiwanPermit',
  'foreignPassport',
  'permanentResidenceCard',
] as const;
export const idTypeSchema = z.enum(idTypes);
export type IdType = z.infer<typeof idTypeSchema>;

/** Chinese name of each document. */
export const idTypeNames: Readonly<Record<IdType, string>> = {
  residentIdentityCard: '居民身份证',
  residencePermitHMT: '港澳台居民居住证',
  chinesePassport: '中国护照',
  hongKongMacauPermit: '港澳居民来往内地通行证',
  taiwanPermit: '台湾居民来往大陆通行证',
  foreignPassport: '外国护照',
  permanentResidenceCard: '外国人永久居留身份证',
};

type Unchecked = Exclude<IdType, 'residentIdentityCard' | 'residencePermitHMT' | 'permanentResidenceCard'>;

/**
 * Shape of the documents that have no check digit: only length and characters can be wrong (K4). `problem` says which character it is, or null
 * when only the number of characters, or all of it together, does not fit.
 */
const shapes: Readonly<Record<Unchecked, { pattern: RegExp; rule: string; problem(value: string): string | null }>> = {
  // Ordinary passports: G + 8 digits, E + 8 digits, since 2017 E + letter + 7 digits; D, S, P and their doubles are service and diplomatic ones;
  // H, K, HJ, KJ those of Hong Kong, MA and MB those of Macau.
  chinesePassport: {
    pattern: /^(?:[GEDSPHK]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E\d{7}|[HK]J\d{7}|M[AB]\d{7}|1[45]\d{7})$/,
    rule: '应为字母 E 或 G 等开头，共 9 位，如 E 加 8 位数字',
    problem: (value) =>
      /^[GEDSPHKM1]/.test(value)
        ? digitsProblem(value, 2, value.length, '护照号码从第 3 位起都是数字')
        : `${at(value, 0)}不是中国护照号码的开头`,
  },
  hongKongMacauPermit: {
    pattern: /^[HM](?:\d{8}|\d{10})$/,
    rule: '应为字母 H 或 M 加 8 位或 10 位数字',
    problem: (value) =>
      /^[HM]/.test(value)
        ? digitsProblem(value, 1, value.length, '首字母以后都是数字')
        : `${at(value, 0)}应为字母 H（香港）或 M（澳门）`,
  },
  taiwanPermit: {
    pattern: /^\d{8}$/,
    rule: '应为 8 位数字',
    problem: (value) => digitsProblem(value, 0, value.length, '号码都是数字'),
  },
  foreignPassport: {
    pattern: /^(?=.*\d)[0-9A-Z]{5,17}$/,
    rule: '应为 5 至 17 位数字和字母，其中至少有一位数字',
    problem: () => null,
  },
};

/**
 * Checks the number of a person's document against its type (K2, K4).
 * @param type document
 * @param input as typed or pasted
 * @param now instant whose Shanghai calendar day is today
 */
export function checkIdNumber(type: IdType, input: string, now: Date = new Date()): Checked<IdType> {
  if (type === 'residentIdentityCard' || type === 'residencePermitHMT') {
    const card = checkIdentityCard(input, now);
    if (card.ok && card.kind === type) return card;
    if (!card.ok) return checkPermanentResidence(input, now).ok ? otherType('permanentResidenceCard') : card;
    return otherType(card.kind);
  }
  if (type === 'permanentResidenceCard') {
    const card = checkPermanentResidence(input, now);
    return card.ok ? { ok: true, value: card.value, kind: type } : card;
  }
  const value = normalisePastedNumber(input);
  if (value === '') return wrong(`请输入${idTypeNames[type]}号码`);
  const { pattern, rule, problem } = shapes[type];
  if (pattern.test(value)) return { ok: true, value, kind: type };
  const characters = [...value];
  const strange = characters.findIndex((character) => !/[0-9A-Z]/.test(character));
  const where = strange >= 0 ? `第 ${strange + 1} 位「${characters[strange] ?? ''}」不是数字或字母` : problem(value);
  if (where !== null) return wrong(`${where}，${idTypeNames[type]}号码${rule}`);
  return wrong(`${idTypeNames[type]}号码${rule}，现在是「${value}」（${characters.length} 位）`);
}

const otherType = (type: IdType): Checked<never> =>
  wrong(`这是${idTypeNames[type]}的号码，请把证件类型改为「${idTypeNames[type]}」`);

/** A document type with its number; output has the number normalised, the problem is reported on `idNumber`. */
export const identityDocumentSchema = z
  .object({ idType: idTypeSchema, idNumber: z.string().max(200, '内容过长，请只粘贴号码本身') })
  .transform((document, context) => {
    const result = checkIdNumber(document.idType, document.idNumber);
    if (result.ok) return { idType: document.idType, idNumber: result.value };
    context.addIssue({ code: 'custom', message: result.problem, path: ['idNumber'] });
    return z.NEVER;
  });

/** Hides the middle of a document number: `2101**********1234`, shorter ones keep two characters at each end. */
export function maskIdNumber(value: string): string {
  const keep = value.length >= 15 ? 4 : 2;
  return `${value.slice(0, keep)}${'*'.repeat(Math.max(value.length - 2 * keep, 0))}${value.slice(-keep)}`;
}
