import { useIntervalFn } from '@vueuse/core';
import { ref, watch, type Ref } from 'vue';
import type { CodeSent } from '@contract/sign-in.ts';
import { resendWait } from '../pure/resend-wait.ts';
import { useSurroundings } from './surroundings.ts';

/** The remaining {@link resendWait} of the last code, in seconds; 0 if there is none. */
export function useResendWait(sent: () => Pick<CodeSent, 'resendAt'> | null): Ref<number> {
  const { now } = useSurroundings();
  const left = ref(0);
  function count(): void {
    const code = sent();
    left.value = code ? resendWait(code.resendAt, now().getTime()) : 0;
  }
  useIntervalFn(count, 500);
  watch(sent, count, { immediate: true });
  return left;
}
