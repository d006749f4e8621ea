import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef, type WatchSource } from 'vue';
import { isAbort, problemOf, type Problem } from './problem.ts';

export interface Answer<T> {
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  /** What a StateBlock shows: data that is there stays on the screen while it is asked for anew. */
  state: ComputedRef<'loading' | 'ready' | 'error'>;
  load: () => Promise<void>;
}

/** What a page shows: asked at once, and again when one of `again` changes. An answer that was overtaken is dropped, and nobody waits for one when the page is left. */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>, again: WatchSource[]): Answer<T> {
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
      data.value = null;
    } finally {
      if (mine === current) busy.value = false;
    }
  }
  watch(again, () => { void load(); }, { immediate: true });
  onScopeDispose(() => current?.abort());
  return { data, problem, busy, state: computed(() => (data.value !== null ? 'ready' : problem.value !== null ? 'error' : 'loading')), load };
}
