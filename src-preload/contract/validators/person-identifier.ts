import { checkedSchema, wrong, type Checked } from './checked.ts';
import { checkMobile } from './mobile.ts';
import { normalisePastedNumber } from './pasted-number.ts';
import { checkIdentityCard } from './resident-identity-card.ts';

/**
 * Checks what a natural person logs in with (F1): a mobile, or the number of their document. The document type is
 * unknown, so only what is impossible for a number of 15 or 18 characters is an error.
 * @param input as typed or pasted
 * @param now instant whose Shanghai calendar day is today
 */
export function checkPersonIdentifier(input: string, now: Date = new Date()): Checked<'mobile' | 'idNumber'> {
  const mobile = checkMobile(input);
  if (mobile.ok) return mobile;
  const value = normalisePastedNumber(input);
  if (value === '') return wrong('请输入证件号码或手机号码');
  if (/^\d{17}[\dX]$/u.test(value)) {
    const card = checkIdentityCard(value, now);
    return card.ok ? { ok: true, value: card.value, kind: 'idNumber' } : card;
  }
  if (/^[0-9A-Z]{5,17}$/u.test(value)) return { ok: true, value, kind: 'idNumber' };
  return wrong(`请输入完整的证件号码，或 11 位手机号码；现在是 ${[...value].length} 位`);
}

/** A document number or a mobile, output normalised. */
export const personIdentifierSchema = checkedSchema(checkPersonIdentifier);
