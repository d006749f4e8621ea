import { reactive, toRef } from 'vue';
import type { CodeSent } from '@contract/sign-in.ts';
import { checkPassword } from '@contract/validators/password.ts';
import { problemOfCheck, useFormProblems, type FieldRule } from '../../../shared/calls/form-problems.ts';
import { t } from '../../../locales/text.ts';
import { useCodeForm } from '../parts/code-form.ts';

/** Who has just been registered; the phone is that on which the real name is collected, where that comes next. */
export interface Registered {
  name: string;
  identifier: string;
  realName: boolean;
  phone: string | null;
}

interface RegisterForm<F extends string> {
  /** The fields beside code and password. */
  rules: Record<F, FieldRule>;
  mobile: () => string;
  /** Numbers that the password must not hold (B6). */
  owner: () => { idNumber?: string; mobile?: string };
  sendCode: () => Promise<CodeSent & { flow: string }>;
  register: (proof: { flow: string; code: string; password: string }) => Promise<void>;
}

/** The common part of both registrations (A5): a code, and a password that is typed twice. */
export function useRegisterForm<F extends string>(of: RegisterForm<F>) {
  const typed = reactive({ password: '', again: '' });
  const form = useCodeForm<F>({
    rules: of.rules,
    sentFor: [of.mobile],
    send: of.sendCode,
    prove: (proof) => of.register({ ...proof, password: typed.password }),
    beside: (): boolean => secrets.check(),
    refused: (problem): boolean => {
      if (problem.code !== 'PASSWORD_POLICY') return false;
      secrets.setProblems([{ field: 'password', message: problem.message }]);
      return true;
    },
  });
  const secrets = useFormProblems(
    {
      password: { value: () => typed.password, wrong: () => problemOfCheck(checkPassword(typed.password, of.owner())) },
      again: {
        value: () => typed.again,
        wrong: () => (typed.again === typed.password ? null : t('person.register.different')),
      },
    },
    toRef(form, 'element'),
    toRef(form, 'problem'),
  );
  return { typed, form, secrets };
}
