import { z } from 'zod';

/** Result of a validator: the normalised value and its kind, or a Chinese sentence that says which part is wrong. */
export type Checked<Kind extends string = string> =
  { ok: true; value: string; kind: Kind } | { ok: false; problem: string };

/** Short form of a failed check. */
export const wrong = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

/** Maximum text that a validator checks, in characters: a pasted cell with some blanks, never a document. */
const longestInput = 200;

/**
 * Wraps a validator as a zod schema: output is the normalised value, the message is the problem.
 * @param check validator
 */
export function checkedSchema(check: (input: string) => Checked) {
  return z
    .string()
    .max(longestInput, '内容过长，请只粘贴号码本身')
    .transform((input, context) => {
      const result = check(input);
      if (result.ok) return result.value;
      context.addIssue({ code: 'custom', message: result.problem });
      return z.NEVER;
    });
}
