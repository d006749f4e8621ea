import { z } from 'zod';
import { checkedSchema, type Checked } from './checked.ts';
import { checkIdNumber, type IdType } from './id-document.ts';
import { normalisePastedNumber } from './pasted-number.ts';
import { plainText } from './plain-text.ts';
import { checkIdentityCard } from './resident-identity-card.ts';
import { checkTaxpayerId, taxpayerIdKindNames, unifiedCodeAlphabet, type TaxpayerIdKind } from './taxpayer-id.ts';

/** Numbers that break the rule but were issued (K3): stored only after a second look. */
type ExceptionKind = 'unifiedCodeOff' | 'olderOff' | 'documentAndTwo' | 'letterLed';
export type StoredTaxpayerIdKind = TaxpayerIdKind | ExceptionKind;

/** Chinese name of each kind that a store may hold. */
export const storedTaxpayerIdKindNames: Readonly<Record<StoredTaxpayerIdKind, string>> = {
  ...taxpayerIdKindNames,
  unifiedCodeOff: '18 位统一社会信用代码，校验不符',
  olderOff: '旧纳税人识别号，校验不符',
  documentAndTwo: '旧纳税人识别号（护照、通行证等证件号码 + 2 位）',
  letterLed: '字母开头的旧纳税人识别号',
};

const documents: readonly IdType[] = [
  'chinesePassport',
  'hongKongMacauPermit',
  'taiwanPermit',
  'permanentResidenceCard',
];

/** The kind of exception that a number looks like; null: none. Does not check its digits. */
function exceptionOf(value: string, now: Date): ExceptionKind | null {
  if (!/^[0-9A-Z]{10,21}$/.test(value)) return null;
  // A person's own number, or one that a spreadsheet rounded, is an error and no exception.
  if (checkIdentityCard(value, now).ok || /^\d{15}0{3}$/.test(value)) return null;
  const document = value.slice(0, -2);
  if (/\d\d$/.test(value) && documents.some((type) => checkIdNumber(type, document, now).ok)) return 'documentAndTwo';
  if (value.length === 18 && unifiedShape.test(value)) return 'unifiedCodeOff';
  if (value.length === 15 && /^\d{6}[0-9A-Z]{9}$/.test(value)) return 'olderOff';
  if (value.length === 17 && /^\d{17}$/.test(value)) return 'olderOff';
  if (value.length === 20 && /^\d{17}[\dX]\d\d$/.test(value)) return 'olderOff';
  // A temporary registration has a letter in front of a code, a card or a document.
  return value.length !== 18 && /^[A-Z]{1,3}\d{6}[0-9A-Z]*$/.test(value) ? 'letterLed' : null;
}
const unifiedShape = new RegExp(`^[${unifiedCodeAlphabet}]{2}\\d{6}[${unifiedCodeAlphabet}]{10}$`);

/**
 * Checks a taxpayer number as sign-in, registration, recovery and search take it (K3): what the rules accept, and what was issued against them and may
 * have been kept after a second look. The check digit is advice here, the shape is not.
 * @param input as typed or pasted
 * @param now instant whose Shanghai calendar day is today
 */
export function checkStoredTaxpayerId(input: string, now: Date = new Date()): Checked<StoredTaxpayerIdKind> {
  const checked = checkTaxpayerId(input, now);
  if (checked.ok) return checked;
  const value = normalisePastedNumber(input);
  const kind = exceptionOf(value, now);
  return kind === null ? checked : { ok: true, value, kind };
}

/** What is wrong with a number that can still be kept, in Chinese; null: nothing, or it cannot be kept. */
export function doubtOfTaxpayerId(input: string, now: Date = new Date()): string | null {
  const checked = checkTaxpayerId(input, now);
  const stored = checkStoredTaxpayerId(input, now);
  if (checked.ok || !stored.ok) return null;
  const unchecked = stored.kind === 'documentAndTwo' || stored.kind === 'letterLed';
  return unchecked ? `像是${storedTaxpayerIdKindNames[stored.kind]}，没有校验码可以核对` : checked.problem;
}

/** Why a number with a doubt is kept; empty: nobody has said so. */
export const keptBecauseSchema = plainText(z.string().trim().max(100, '理由最多100个字'));

/** A taxpayer number that a store may hold, output normalised. */
export const storedTaxpayerIdSchema = checkedSchema((input) => checkStoredTaxpayerId(input));
