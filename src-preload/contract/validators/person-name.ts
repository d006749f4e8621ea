import { checkedSchema, wrong, type Checked } from './checked.ts';
import { ideographForms, nameProblem } from './plain-text.ts';

/** Dots that people type between the parts of a name; an identity card has the middle one. */
const dots = /[•‧・･⋅∙●．]/gu;

/**
 * Normalises a person's name as on the identity card: full-width letters become plain ones, every kind of dot the middle one, blanks at
 * the ends go, those inside a Chinese name, too.
 */
export function normalisePersonName(input: string): string {
  const plain = input.replace(dots, '·').normalize('NFKC').trim().replace(/\s+/gu, ' ');
  return /\p{Script=Han}/u.test(plain) ? plain.replace(/ /gu, '') : plain;
}

/** Checks a person's name as typed. */
export function checkPersonName(input: string): Checked<'name'> {
  const value = normalisePersonName(input);
  if (value === '') return wrong('请输入姓名');
  const problem = nameProblem(value);
  if (problem !== null) return wrong(problem);
  const strange = [...value.replace(ideographForms, '')].find(
    (character) => !/[\p{Script=Han}\p{Script=Latin}·.' -]/u.test(character),
  );
  if (strange !== undefined) return wrong(`姓名中的「${strange}」不是汉字或字母，请与证件上的姓名一致`);
  if ([...value].length < 2 || [...value].length > 50) return wrong('姓名应为 2 至 50 个字，请与证件上的姓名一致');
  return { ok: true, value, kind: 'name' };
}

export const personNameSchema = checkedSchema(checkPersonName);
