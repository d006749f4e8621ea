import { computed, reactive, shallowRef, watch } from 'vue';
import type { CodeSent } from '@contract/sign-in.ts';
import { checkPassword } from '@contract/validators/password.ts';
import { t } from '../../../locales/text.ts';
import { useCalls } from '../enterprise/enterprise-flow.ts';

/** Who has just been registered; the phone is that on which the real name is collected, where that comes next. */
export interface Registered { name: string; identifier: string; realName: boolean; phone: string | null }

/**
 * What both registrations (A5) have in common: the code belongs to the mobile as it was typed when it was asked for; the password is typed
 * twice, and checked as it is typed. @param fields what the form asks beside; @param owner numbers that the password must not hold
 */
export function useRegisterForm<Fields extends { mobile: string }>(fields: Fields, owner: () => { idNumber?: string; mobile?: string }) {
  const typed = reactive({ code: '', password: '', again: '' });
  const sent = shallowRef<(CodeSent & { flow: string }) | null>(null);
  const tried = shallowRef(false);
  const calls = useCalls(() => { sent.value = null; typed.code = ''; });
  const { problem } = calls;
  const checked = computed(() => checkPassword(typed.password, owner()));
  const atCode = computed(() => problem.value !== null && ['CODE_WRONG', 'CODE_EXPIRED'].includes(problem.value.code));
  watch(() => fields.mobile, () => { sent.value = null; typed.code = ''; });
  watch(problem, () => { if (atCode.value) typed.code = ''; });
  return {
    ...calls, typed, sent, tried, atCode,
    wrong: (field: string): string | null => problem.value?.fields.find((entry) => entry.field === field)?.message ?? null,
    passwordProblem: computed(() => (!tried.value ? null : !checked.value.ok ? checked.value.problem : problem.value?.code === 'PASSWORD_POLICY' ? problem.value.message : null)),
    againProblem: computed(() => (tried.value && typed.again !== typed.password ? t('person.register.different') : null)),
    /** Whether everything is there that the engine cannot be asked without. */
    ready: (): boolean => sent.value !== null && typed.code.length === 6 && checked.value.ok && typed.again === typed.password,
  };
}
