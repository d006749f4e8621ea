import { ref, shallowRef } from 'vue';
import { problemOf, type Problem } from './problem.ts';

/**
 * A call at a time, with what it was refused for: the second press of a button does nothing while the first is under way.
 * @param refused what is kept of a refusal as the screen's problem; null: it was told elsewhere, at a field or by another screen. Left out: all of it
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
