import { computed, nextTick, reactive, shallowRef, watch, type Ref } from 'vue';
import type { CodeSent } from '@contract/sign-in.ts';
import { checkPassword } from '@contract/validators/password.ts';
import { problemOfCheck, useFormProblems, type FieldRule } from '../../../shared/calls/form-problems.ts';
import { t } from '../../../locales/text.ts';
import { useCalls } from '../enterprise/enterprise-flow.ts';

/** Who has just been registered; the phone is that on which the real name is collected, where that comes next. */
export interface Registered {
  name: string;
  identifier: string;
  realName: boolean;
  phone: string | null;
}

interface RegisterForm<F extends string> {
  /** What the form asks beside code and password. */
  rules: Record<F, FieldRule>;
  mobile: () => string;
  /** Numbers that the password must not hold (B6). */
  owner: () => { idNumber?: string; mobile?: string };
  sendCode: () => Promise<CodeSent & { flow: string }>;
  register: (proof: { flow: string; code: string; password: string }) => Promise<void>;
}

/**
 * What both registrations (A5) have in common: the code belongs to the mobile as it was when it was asked for, the password is typed twice,
 * and Enter anywhere does the next thing. @param places where the hand goes next
 */
export function useRegisterForm<F extends string>(
  of: RegisterForm<F>,
  places: { form: Readonly<Ref<HTMLElement | null>>; code: Readonly<Ref<{ focus(): void } | null>> },
) {
  const typed = reactive({ code: '', password: '', again: '' });
  const sent = shallowRef<(CodeSent & { flow: string }) | null>(null);
  const { busy, problem, notice, run } = useCalls(() => {
    sent.value = null;
  });
  const asked = useFormProblems<F>(of.rules, places.form, problem);
  const secrets = useFormProblems(
    {
      password: { value: () => typed.password, wrong: () => problemOfCheck(checkPassword(typed.password, of.owner())) },
      again: {
        value: () => typed.again,
        wrong: () => (typed.again === typed.password ? null : t('person.register.different')),
      },
    },
    places.form,
    problem,
  );
  const atCode = computed(() => problem.value !== null && ['CODE_WRONG', 'CODE_EXPIRED'].includes(problem.value.code));
  const toCode = async (): Promise<void> => {
    await nextTick();
    places.code.value?.focus();
  };

  watch(of.mobile, () => {
    sent.value = null;
    typed.code = '';
  });
  watch(problem, (now) => {
    if (!now) return;
    if (atCode.value) {
      typed.code = '';
      void toCode();
    }
    asked.tell(now.fields);
    if (now.code === 'PASSWORD_POLICY') secrets.tell([{ field: 'password', message: now.message }]);
  });
  async function send(): Promise<void> {
    if (
      asked.check() &&
      (await run(async () => {
        sent.value = await of.sendCode();
      }))
    )
      await toCode();
  }
  function submit(): void {
    const flow = sent.value?.flow;
    if (flow === undefined) {
      void send();
      return;
    }
    if (!asked.check()) return;
    if (typed.code.length !== 6) {
      void toCode();
      return;
    }
    if (secrets.check()) void run(() => of.register({ flow, code: typed.code, password: typed.password }));
  }
  return {
    typed,
    sent,
    busy,
    notice,
    asked,
    secrets,
    send,
    submit,
    codeProblem: computed(() => (atCode.value ? (problem.value?.message ?? null) : null)),
    /** What belongs to no field. */
    refusal: computed(() =>
      problem.value && !atCode.value && problem.value.code !== 'PASSWORD_POLICY' && problem.value.fields.length === 0
        ? problem.value
        : null,
    ),
  };
}
