import { computed, nextTick, reactive, shallowReactive, type Ref } from 'vue';
import type { FieldProblem } from '@contract/errors.ts';
import { strangeInPassword } from '@contract/validators/password.ts';
import { nameProblem } from '@contract/validators/plain-text.ts';
import type { Problem } from './problem.ts';

/** Value of a field, and its problem (Chinese, or null). */
export interface FieldRule {
  value: () => unknown;
  wrong: () => string | null;
}

/**
 * The problems of a form, shown at the right moment: a field's own problem after the field was left or the form sent;
 * the engine's problem until the value changes.
 * @param last the form's message about its last try: when a field shows its own problem this message is removed, so
 * that no older sentence is above a newer one
 */
export function useFormProblems<F extends string>(
  rules: Record<F, FieldRule>,
  form?: Readonly<Ref<HTMLElement | null>>,
  last?: Ref<Problem | null>,
) {
  const left = reactive(new Set<string>());
  const fromEngine = shallowReactive(new Map<string, { message: string; about: unknown }>());
  const names = Object.keys(rules) as F[];

  /** Text to show below a field. */
  function of(field: F): string | null {
    const engine = fromEngine.get(field);
    if (engine && engine.about === rules[field].value()) return engine.message;
    return left.has(field) ? rules[field].wrong() : null;
  }
  /** The field was left: from now on its problem is shown. An untouched empty field shows none. */
  function leave(field: F): void {
    const value = rules[field].value();
    if (value === '' || value === null) return;
    left.add(field);
    if (last && rules[field].wrong() !== null) last.value = null;
  }
  /** Shows every problem and moves to the first. @returns whether there is none */
  function check(): boolean {
    for (const field of names) left.add(field);
    const good = names.every((field) => rules[field].wrong() === null);
    if (good) return true;
    if (last) last.value = null;
    void focusFirst();
    return false;
  }
  /** Takes the engine's problems. @returns those of fields that this form does not have */
  function setProblems(problems: readonly FieldProblem[], prefix = ''): FieldProblem[] {
    const known = new Set<string>(names);
    const strange: FieldProblem[] = [];
    for (const problem of problems) {
      const field = problem.field.startsWith(prefix) ? problem.field.slice(prefix.length) : problem.field;
      if (known.has(field)) fromEngine.set(field, { message: problem.message, about: rules[field as F].value() });
      else strange.push(problem);
    }
    if (strange.length < problems.length) void focusFirst();
    return strange;
  }
  /** Resets the form after it was sent or emptied. */
  function forget(): void {
    left.clear();
    fromEngine.clear();
  }
  async function focusFirst(): Promise<void> {
    await nextTick();
    (form?.value ?? document).querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
  return {
    of,
    leave,
    check,
    setProblems,
    forget,
    good: computed(() => names.every((field) => rules[field].wrong() === null)),
  };
}

/** A required field. */
export const required = (value: string, message: string): string | null => (value.trim() === '' ? message : null);
/** A required, readable name (the contract's `readable`): its problem shows at its own step, not when all steps are sent. @param least minimum characters */
export const nameWrong = (name: string, message: string, least = 1): string | null =>
  [...name.trim()].length < least ? message : nameProblem(name.trim());
/** A bureau password that proves somebody: a password that cannot be right is reported before it is sent, and costs no try (B6, J2). */
export const provingWrong = (password: string, message: string): string | null =>
  password === '' ? message : strangeInPassword(password, { typed: true });
/** The problem of a checked value, or null. */
export const problemOfCheck = (result: { ok: true } | { ok: false; problem: string }): string | null =>
  result.ok ? null : result.problem;
