import { defineStore } from 'pinia';
import { computed, reactive, watch } from 'vue';
import type { Work } from '@contract/work.ts';
import { client } from '../bridge/client.ts';
import { useSession } from './session.ts';

/** Long work of this window's member; it continues on every page. */
export const useWork = defineStore('work', () => {
  const session = useSession();
  const all = reactive(new Map<string, Work>());
  /** Work of a page itself, which the engine does not list. */
  const own = new Set<string>();
  const cancelling = reactive(new Set<string>());
  function apply(work: Work): void {
    all.set(work.work, work);
    if (work.state !== 'running') cancelling.delete(work.work);
  }
  function applyOwn(work: Work): void {
    own.add(work.work);
    apply(work);
  }
  async function load(): Promise<void> {
    const list = await client.work.list();
    for (const id of [...all.keys()]) if (!own.has(id)) all.delete(id);
    for (const work of list) all.set(work.work, work);
  }
  // Work belongs to a person: the next user to sign in sees none of it.
  watch(
    () => session.staff?.staff.handlerId ?? null,
    () => {
      own.clear();
      all.clear();
      cancelling.clear();
    },
  );
  async function cancel(id: string): Promise<void> {
    cancelling.add(id);
    try {
      await client.work.cancel({ work: id });
    } catch (error) {
      cancelling.delete(id);
      throw error;
    }
  }
  return {
    all,
    cancelling,
    running: computed(() => [...all.values()].filter((work) => work.state === 'running')),
    apply,
    applyOwn,
    load,
    cancel,
  };
});
