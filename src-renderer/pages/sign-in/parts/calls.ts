import { ref } from 'vue';
import { t } from '../../../locales/text.ts';
import { useCall } from '../../../shared/calls/call.ts';
import { isAbort } from '../../../shared/calls/problem.ts';

/** One call at a time with its problem, for every form of a login. @param expired what to do if the engine forgot the request */
export function useCalls(expired: () => void) {
  /** Shown after a request returned to its beginning. */
  const notice = ref<string | null>(null);
  const {
    busy,
    problem,
    run: call,
  } = useCall((found, error) => {
    // The person cancelled: nothing to show.
    if (isAbort(error)) return null;
    if (found.code !== 'FLOW_EXPIRED') return found;
    expired();
    notice.value = t('enterprise.expired');
    return null;
  });
  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    notice.value = null;
    return call(act);
  }
  return { busy, problem, notice, run };
}
