import { ref, shallowRef } from 'vue';
import { problemOf, type Problem } from './problem.ts';

/**
 * One call at a time, with its refusal: a second press of a button does nothing during the first call.
 * @param refused selects what to keep of a refusal as the screen's problem; null: it is shown at a field or on another
 * screen. Omitted: all of it
 */
export function useCall(refused: (found: Problem, error: unknown) => Problem | null = (found) => found) {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  /** @returns whether it was done */
  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = null;
    try {
      await act();
      return true;
    } catch (error) {
      problem.value = refused(problemOf(error), error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, run };
}
