import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { askWhenShown } from '../page/shown.ts';
import { isAbort, problemOf, type Problem } from './problem.ts';

export interface Answer<T> {
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  /** State for a StateBlock: existing data stay on the screen while they are loaded again. */
  state: ComputedRef<'loading' | 'ready' | 'error'>;
  load: () => Promise<void>;
}

/** A value that an answer depends on: primitive values only, because a new object would count as a change every time. */
export type Dependency = () => string | number | boolean | null | undefined;

/**
 * Data of a page: loaded at once, and again when one of `again` changes; never while the page is hidden (J3).
 * An outdated answer is dropped; when the page is left, nothing waits for one.
 */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>, again: readonly Dependency[]): Answer<T> {
  const data: ShallowRef<T | null> = shallowRef(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  let current: AbortController | null = null;

  async function load(): Promise<void> {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    busy.value = true;
    try {
      const answer = await ask(mine.signal);
      if (mine !== current) return;
      data.value = answer;
      problem.value = null;
    } catch (error) {
      if (mine !== current || isAbort(error)) return;
      problem.value = problemOf(error);
      // A short failure of the host must not remove a form in which somebody types.
      if (problem.value.code !== 'OFFLINE') data.value = null;
    } finally {
      if (mine === current) busy.value = false;
    }
  }
  watch(
    [...again],
    askWhenShown(() => {
      void load();
    }),
    { immediate: true },
  );
  onScopeDispose(() => current?.abort());
  return {
    data,
    problem,
    busy,
    state: computed(() => (data.value !== null ? 'ready' : problem.value !== null ? 'error' : 'loading')),
    load,
  };
}
