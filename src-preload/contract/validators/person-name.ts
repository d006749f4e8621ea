import { checkedSchema, wrong, type Checked } from './checked.ts';
import { nameProblem } from './plain-text.ts';
import { ideographForms } from './unseen.ts';

/** A name whose characters stand apart to fill the width of a longer one: 王　丽 is 王丽. Several names stay apart. */
export const withoutSpread = (text: string): string =>
  text
    .replaceAll(/(?<!\p{Script=Han})(\p{Script=Han})((?:\s+\p{Script=Han})+)(?!\p{Script=Han})/gu, (whole) =>
      whole.replaceAll(/\s/gu, ''),
    )
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Dots that people type between the parts of a name; an identity card has the middle one. */
const dots = /[•‧・･⋅∙●．]/gu;

/**
 * Normalises a person's name as on the identity card: full-width letters become plain ones, every kind of dot the middle one, blanks at
 * the ends go, those inside a Chinese name, too.
 */
export function normalisePersonName(input: string): string {
  const plain = input
    .replace(dots, '·')
    .replace(/(?<=\p{Script=Han})[.。˙](?=\p{Script=Han})/gu, '·')
    .replace(/[’‘＇]/gu, "'")
    .replace(/[—–‐‑]/gu, '-')
    .normalize('NFKC')
    .trim()
    .replace(/\s+/gu, ' ');
  return /\p{Script=Han}/u.test(plain) ? plain.replace(/ /gu, '') : plain;
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Checks a person's name as typed. */
export function checkPersonName(input: string): Checked<'name'> {
  const value = normalisePersonName(input);
  if (value === '') return wrong('请输入姓名');
  const problem = nameProblem(value);
  if (problem !== null) return wrong(problem);
  const strange = [...value.replace(ideographForms, '')].find(
    (character) => !/[\p{Script=Han}\p{Script=Latin}·.' -]/u.test(character),
  );
  if (strange !== undefined && /\p{Co}/u.test(strange))
    return wrong(`姓名中有一个只在某台电脑上能显示的自造字（${codeOf(strange)}），请换成正式的汉字`);
  if (strange !== undefined) return wrong(`姓名中的「${strange}」不是汉字或字母，请与证件上的姓名一致`);
  if ([...value].length < 2 || [...value].length > 50) return wrong('姓名应为 2 至 50 个字，请与证件上的姓名一致');
  return { ok: true, value, kind: 'name' };
}

export const personNameSchema = checkedSchema(checkPersonName);
