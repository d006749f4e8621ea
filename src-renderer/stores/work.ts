import { defineStore } from 'pinia';
import { computed, reactive } from 'vue';
import type { Work } from '@contract/work.ts';
import { client } from '../bridge/client.ts';

/** Long work of this window's member; goes on whatever page is shown. */
export const useWork = defineStore('work', () => {
  const all = reactive(new Map<string, Work>());
  const cancelling = reactive(new Set<string>());
  function apply(work: Work): void {
    all.set(work.work, work);
    if (work.state !== 'running') cancelling.delete(work.work);
  }
  async function load(): Promise<void> {
    const list = await client.work.list();
    all.clear();
    for (const work of list) all.set(work.work, work);
  }
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
    load,
    cancel,
  };
});
