import { computed, nextTick, reactive, ref, shallowRef, watch } from 'vue';
import { codeLength } from '@contract/code.ts';
import type { CodeSent } from '@contract/sign-in.ts';
import { useFormProblems, type FieldRule } from '../../../shared/calls/form-problems.ts';
import type { Problem } from '../../../shared/calls/problem.ts';
import { useCalls } from './calls.ts';

interface CodeFormOf<F extends string> {
  /** Checks the fields before a code is sent. */
  rules: Record<F, FieldRule>;
  /** What the code is sent for: the code is useless once one of these has changed. */
  sentFor: readonly (() => string)[];
  send: () => Promise<CodeSent & { flow: string }>;
  prove: (proof: { flow: string; code: string }) => Promise<void>;
  /** Checks the fields beside the code; absent: the code is the last field. */
  beside?: () => boolean;
  /** What else a refusal does. @returns whether the form shows it at a field */
  refused?: (problem: Problem) => boolean;
}

/**
 * A form that sends a code (J1) and then proves it. Enter anywhere does the next thing: it asks for the code, or proves it. The engine's problems
 * stand at their fields, those of the code at the code, the rest is the form's `refusal`. Drawn by CodeForm.vue.
 */
export function useCodeForm<F extends string>(of: CodeFormOf<F>) {
  const element = shallowRef<HTMLElement | null>(null);
  const line = shallowRef<{ focus(): void } | null>(null);
  const code = ref('');
  const sent = shallowRef<(CodeSent & { flow: string }) | null>(null);
  const { busy, problem, notice, run } = useCalls(() => {
    sent.value = null;
  });
  const asked = useFormProblems<F>(of.rules, element, problem);
  const atCode = computed(() => problem.value !== null && ['CODE_WRONG', 'CODE_EXPIRED'].includes(problem.value.code));
  const atField = ref(false);

  watch([...of.sentFor], () => {
    sent.value = null;
    code.value = '';
  });
  watch(problem, (now) => {
    if (!now) return;
    // The error may be in a field beside the code; the code is then still valid.
    if (atCode.value || !of.beside) code.value = '';
    atField.value = of.refused?.(now) ?? false;
    asked.setProblems(now.fields);
    if (atCode.value) void toCode();
  });
  async function toCode(): Promise<void> {
    await nextTick();
    line.value?.focus();
  }
  async function send(): Promise<void> {
    if (
      !asked.check() ||
      !(await run(async () => {
        sent.value = await of.send();
      }))
    )
      return;
    // The message may arrive before this answer, and the user may have typed the code by then.
    if (!of.beside && code.value.length === codeLength) next();
    else await toCode();
  }
  function next(): void {
    const flow = sent.value?.flow;
    if (flow === undefined) {
      void send();
      return;
    }
    if (of.beside && !asked.check()) return;
    if (code.value.length !== codeLength) {
      void toCode();
      return;
    }
    if (of.beside?.() ?? true) void run(() => of.prove({ flow, code: code.value }));
  }
  /** The code is complete: it is submitted at once if there is no other field. */
  function complete(): void {
    if (!of.beside && sent.value) next();
  }
  return reactive({
    busy,
    problem,
    notice,
    sent,
    code,
    asked,
    element,
    send,
    next,
    complete,
    codeProblem: computed(() => (atCode.value ? (problem.value?.message ?? null) : null)),
    /** The problem that belongs to no field. */
    refusal: computed(() =>
      problem.value && !atCode.value && !atField.value && problem.value.fields.length === 0 ? problem.value : null,
    ),
    type: (value: string): void => {
      code.value = value;
    },
    /** Takes a code from the training's phone. */
    fillCode: (value: string): void => {
      code.value = value;
      complete();
    },
    /** The shell gives its form and its code field, so that they can take the focus. */
    drawn: (form: HTMLElement | null, codeLine: { focus(): void } | null): void => {
      element.value = form;
      line.value = codeLine;
    },
  });
}
/** What the shell draws; the fields belong to the page. */
export type CodeFormState = Omit<ReturnType<typeof useCodeForm>, 'asked'>;
