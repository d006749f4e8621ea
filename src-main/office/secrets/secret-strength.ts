import type { SecretWeakness } from '@contract/secret-care.ts';
import { isCommonPassword } from '@contract/validators/common-passwords.ts';
import { holdsPartOf, passwordClasses, passwordLength } from '@contract/validators/password.ts';

/** Kinds whose secret is a PIN of digits by nature: of a stick, a device, a bank card. */
const pinKinds: readonly string[] = ['taxDevice', 'certificate', 'bank'];
const pinDigits = 6;
/** From this length on, two classes of characters are enough. */
const longEnough = 12;
/** Longer ones are not looked for among common words: the search takes the square of the length. */
const commonAtMost = 32;

/**
 * Whether somebody who guesses finds a secret soon, and why; the secret itself goes nowhere.
 * @param of what the account is: its kind, and what everybody who sees it knows
 */
export function weaknessOf(
  secret: string,
  of: { kind: string; login: string; taxpayerId: string },
): SecretWeakness | null {
  const characters = [...secret];
  if (/^[0-9]+$/u.test(secret) && pinKinds.includes(of.kind)) {
    if (characters.length < pinDigits) return 'short';
    return isRun(secret) || isDate(secret) ? 'run' : null;
  }
  if (characters.length < passwordLength.min) return 'short';
  if (isRun(secret) || isDate(secret)) return 'run';
  if (characters.length <= commonAtMost && isCommonPassword(secret)) return 'common';
  if (holdsPartOf(secret, of.login) || holdsPartOf(secret, of.taxpayerId)) return 'own';
  const classes = passwordClasses(secret).filter(({ present }) => present).length;
  return classes < 2 || (classes < 3 && characters.length < longEnough) ? 'plain' : null;
}

/** One character again and again, or each one a step from the one before: 111111, 123456, 987654. */
function isRun(secret: string): boolean {
  const codes = [...secret].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size <= 1 && [...steps].every((step) => Math.abs(step) <= 1);
}

/** A day as people write it: 19900101, 900101, 01011990. */
function isDate(secret: string): boolean {
  const year = String.raw`(?:19|20)?\d{2}`;
  const monthAndDay = String.raw`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
  return new RegExp(`^(?:${year}${monthAndDay}|${monthAndDay}(?:19|20)\\d{2})$`, 'u').test(secret);
}
