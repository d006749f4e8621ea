import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { events } from '../../bridge.ts';
import { isAbort, problemOf, type Problem } from '../../problems/problem.ts';
import { useClientPane } from '../../stores/client-pane.ts';

export interface Loaded<T> {
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  /** What a StateBlock shows: data that is there stays on the screen while it is asked for anew. */
  state: ComputedRef<'loading' | 'ready' | 'error'>;
  load: () => Promise<void>;
}

/**
 * What a client page shows, asked for in its client session: at once, again when the client was entered anew or its rights changed, and when
 * `again` changes. An answer that was overtaken is dropped.
 */
export function useLoaded<T>(ask: (clientSession: string, signal: AbortSignal) => Promise<T>, again: () => unknown = () => null): Loaded<T> {
  const pane = useClientPane();
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
      const answer = await ask(pane.client.value.clientSession, mine.signal);
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

  watch([() => pane.client.value.clientSession, again], () => { void load(); }, { immediate: true });
  const ended = events.subscribe((event) => {
    if (event.kind === 'rightsChanged' && event.clientSession === pane.client.value.clientSession) void load();
  });
  onScopeDispose(() => {
    ended();
    current?.abort();
  });
  return { data, problem, busy, state: computed(() => (data.value !== null ? 'ready' : problem.value !== null ? 'error' : 'loading')), load };
}
