import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { askWhenShown } from '../page/shown.ts';
import { isAbort, problemOf, type Problem } from './problem.ts';

export interface Answer<T> {
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  /** What a StateBlock shows: data that is there stays on the screen while it is asked for anew. */
  state: ComputedRef<'loading' | 'ready' | 'error'>;
  load: () => Promise<void>;
}

/** Something that an answer depends on: plain values only, because an object made anew would be a change at every look. */
export type Dependency = () => string | number | boolean | null | undefined;

/**
 * What a page shows: asked at once, and again when one of `again` changes; never while nobody sees the page (J3).
 * An answer that was overtaken is dropped, and nobody waits for one when the page is left.
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
      // A form that stands on it is not taken from under its typing because the host was away for a moment.
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
