import { computed, ref, watch, type Ref } from 'vue';
import { codeLength } from '@contract/code.ts';
import type { ErrorCode } from '@contract/errors.ts';
import type { CodeSent, StaffChoice } from '@contract/sign-in.ts';
import { t } from '../../../locales/text.ts';
import type { Problem } from '../../../shared/calls/problem.ts';
import { choiceKey } from './live-choices.ts';

export type ProofKind = 'password' | 'code';

interface ProofOf {
  chosen: Readonly<Ref<StaffChoice | null>>;
  problem: Ref<Problem | null>;
  codeSent: Readonly<Ref<Pick<CodeSent, 'resendAt'> | null>>;
  /** Refusals that the field shows. */
  atField: readonly ErrorCode[];
  /** How a person who was just chosen begins. @param now what is chosen for the one before */
  begin: (choice: StaffChoice, now: ProofKind) => ProofKind;
  /** Moves the focus to the next field to type in. */
  toField: () => Promise<void>;
}

/** Password or code of a chosen person (B4). A refusal or another choice clears what was typed; an empty field shows its own problem. */
export function usePersonProof(of: ProofOf) {
  const { chosen, problem } = of;
  const kind = ref<ProofKind>('password');
  const [password, code] = [ref(''), ref('')];
  const missing = ref<string | null>(null);
  /** The code comes from the person's authenticator, and none is sent. */
  const byApp = computed(() => chosen.value?.methods.code === 'authenticator');
  const atField = computed(
    () => problem.value !== null && (of.atField as readonly string[]).includes(problem.value.code),
  );
  function empty(): void {
    password.value = '';
    code.value = '';
  }

  watch(
    () => choiceKey(chosen.value),
    () => {
      empty();
      if (chosen.value) kind.value = of.begin(chosen.value, kind.value);
    },
    { immediate: true },
  );
  watch(kind, () => {
    problem.value = null;
    void of.toField();
  });
  watch(problem, (now) => {
    if (now) {
      empty();
      void of.toField();
    }
  });
  watch([password, code, kind, () => choiceKey(chosen.value), of.codeSent], () => {
    missing.value = null;
  });

  /** Whether there is something to prove with; otherwise shows what is missing. */
  function check(): boolean {
    if (kind.value === 'password' ? password.value !== '' : code.value.length === codeLength) return true;
    problem.value = null;
    missing.value =
      kind.value === 'password'
        ? t('signIn.staff.needPassword')
        : !byApp.value && !of.codeSent.value
          ? t('signIn.staff.needSend')
          : t('signIn.staff.needCode');
    void of.toField();
    return false;
  }
  function fill(as: ProofKind, value: string): void {
    kind.value = as;
    (as === 'password' ? password : code).value = value;
    void of.toField();
  }
  return {
    kind,
    password,
    code,
    byApp,
    atField,
    check,
    /** The problem shown at the field. */
    fieldProblem: computed(() => missing.value ?? (atField.value ? (problem.value?.message ?? null) : null)),
    fillPassword: (value: string): void => {
      fill('password', value);
    },
    fillCode: (value: string): void => {
      fill('code', value);
    },
  };
}
