import { z } from 'zod';
import { isDay } from './calendar.ts';
import { ownFieldTypeNames, type OwnFieldType } from './dossier-words.ts';
import { largestCents } from './money.ts';
import { idSchema } from './procedure.ts';
import { nameProblem, plainText } from './validators/plain-text.ts';

export const ownFieldTypeSchema = z.enum(Object.keys(ownFieldTypeNames) as [OwnFieldType]);
const word = (most: number, missing: string) =>
  plainText(z.string().trim().min(1, missing).max(most, `最多${most}个字`));

/** A field of the office's own (自定义栏目), as it is saved; who adds one makes its id. */
export const ownFieldSchema = z
  .object({
    id: idSchema,
    group: word(20, '请填写分组名称'),
    name: word(30, '请填写栏目名称'),
    type: ownFieldTypeSchema,
    /** What can be chosen, of a choice. */
    choices: z.array(word(30, '请填写选项')).max(50, '最多 50 个选项'),
    /** No longer filled in; what stands in it stays. */
    retired: z.boolean(),
  })
  .refine(({ type, choices }) => type !== 'choice' || choices.length > 0, {
    path: ['choices'],
    error: '请至少填写一个选项',
  })
  .refine(({ choices }) => new Set(choices).size === choices.length, { path: ['choices'], error: '选项不能重复' })
  .transform((field) => (field.type === 'choice' ? field : { ...field, choices: [] }));

export const shownOwnFieldSchema = z.object({
  id: idSchema,
  group: z.string(),
  name: z.string(),
  type: ownFieldTypeSchema,
  choices: z.array(z.string()),
  retired: z.boolean(),
  /** Number of clients that have something in it. */
  clients: z.number().int(),
});
export type OwnField = z.output<typeof shownOwnFieldSchema>;

/** The value that is stored as yes, of a field of type `yesNo`; no is `no`. */
const yesNo = ['yes', 'no'];

/** Why a text cannot be the value of a field; null: it can. Money is whole cents, a day `YYYY-MM-DD`, yes and no `yes` and `no`. */
export function ownValueProblem(field: Pick<OwnField, 'type' | 'choices'>, value: string): string | null {
  if (value === '') return null;
  switch (field.type) {
    case 'text':
      return nameProblem(value)?.replace('名称', '内容') ?? null;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,6})?$/u.test(value) ? null : '请填写数字，小数最多 6 位';
    case 'money':
      return /^-?\d{1,15}$/u.test(value) && Math.abs(Number(value)) <= largestCents ? null : '请填写金额';
    case 'day':
      return isDay(value) ? null : '请填写有效日期，例如 2026-01-01';
    case 'choice':
      return field.choices.includes(value) ? null : '请从选项中选择';
    case 'yesNo':
      return yesNo.includes(value) ? null : '请选择是或否';
  }
}
