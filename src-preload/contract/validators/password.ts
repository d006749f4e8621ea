import { z } from 'zod';
import { wrong, type Checked } from './checked.ts';
import { isCommonPassword } from './common-passwords.ts';
import { unseen } from './unseen.ts';

/** Shortest and longest password of the bureau, in characters (B6). */
export const passwordLength = { min: 8, max: 15 } as const;

/** The password of a reset; nobody may choose it as their own (D2, D3). */
export const resetPassword = '111111';

/** What a password must not contain. */
export interface PasswordOwner {
  idNumber?: string | null;
  mobile?: string | null;
}

/** Length at which a part of a person's number gives it away: a birth month, half a mobile. */
const revealingRun = 6;

const classes: readonly (readonly [string, RegExp])[] = [
  ['大写字母', /[A-Z]/u],
  ['小写字母', /[a-z]/u],
  ['数字', /[0-9]/u],
  ['符号', /[^A-Za-z0-9]/u],
];

/** The character classes (of four) in a password, for the live check beside the field (B6). */
export const passwordClasses = (password: string): { name: string; present: boolean }[] =>
  classes.map(([name, pattern]) => ({ name, present: pattern.test(password) }));

/** Whether a password holds a part of a number that gives it away: {@link revealingRun} characters in a row. */
export function holdsPartOf(password: string, number: string | null | undefined): boolean {
  const upper = password.toUpperCase();
  const secret = (number ?? '').toUpperCase();
  for (let index = 0; index + revealingRun <= secret.length; index += 1)
    if (upper.includes(secret.slice(index, index + revealingRun))) return true;
  return false;
}

/**
 * What a bureau password never contains (B6): a blank, an invisible character, a character of an input method. A paste
 * can add them.
 * @param typed whether it proves somebody: full-width forms then count as the plain ones, as in the check of the
 * password
 * @returns the problem in Chinese, with the position and never the password; null: none
 */
export function strangeInPassword(password: string, { typed = false } = {}): string | null {
  const characters = [...password];
  const at = characters.findIndex((one) => !/^[\x21-\x7e]+$/u.test(typed ? one.normalize('NFKC') : one));
  if (at < 0) return null;
  const strange = characters[at] ?? '';
  if (strange.trim() === '') return `第 ${at + 1} 个字符是空格，密码不能含空格，请删去后再试`;
  if (unseen.test(strange)) return `第 ${at + 1} 个字符看不见，可能是粘贴时带来的，请删去后再试`;
  return `第 ${at + 1} 个字符不是英文字母、数字或英文符号，请切换到英文输入后重试`;
}

/**
 * Checks a password that a person chooses (B6, D3); also the policy of agreement passwords (H6). Kept verbatim, never normalised.
 * @param password as typed
 * @param owner numbers of the person that it must not hold
 */
export function checkPassword(password: string, owner: PasswordOwner = {}): Checked<'password'> {
  if (password === '') return wrong('请输入密码');
  if (password === resetPassword) return wrong('111111 只是重置后的一次性密码，不能设为自己的密码，请另设');
  const strange = strangeInPassword(password);
  if (strange !== null) return wrong(strange);
  const characters = [...password];
  const { min, max } = passwordLength;
  if (characters.length < min || characters.length > max)
    return wrong(`密码应为 ${min} 至 ${max} 位，现在是 ${characters.length} 位`);
  const missing = passwordClasses(password)
    .filter((found) => !found.present)
    .map((found) => found.name);
  if (missing.length > 1) return wrong(`大写字母、小写字母、数字、符号至少要有三种，现在缺少${missing.join('、')}`);
  if (holdsPartOf(password, owner.idNumber))
    return wrong(`密码不能含本人证件号码（连续 ${revealingRun} 位及以上），请换一个`);
  if (holdsPartOf(password, owner.mobile))
    return wrong(`密码不能含本人手机号码（连续 ${revealingRun} 位及以上），请换一个`);
  if (isCommonPassword(password)) return wrong('这个密码太常见，容易被猜到，请换一个不含常用词和连续数字的密码');
  return { ok: true, value: password, kind: 'password' };
}

/**
 * Schema of a password that somebody chooses; output verbatim.
 * @param owner numbers of the person that it must not hold
 */
export const newPasswordSchema = (owner: PasswordOwner = {}) =>
  z
    .string()
    .max(128, '密码过长')
    .superRefine((password, context) => {
      const result = checkPassword(password, owner);
      if (!result.ok) context.addIssue({ code: 'custom', message: result.problem });
    });
