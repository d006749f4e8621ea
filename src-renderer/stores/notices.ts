import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** A message of the engine that came during other work; kept behind the bell until this window closes. */
export interface Notice {
  id: number;
  at: string;
  kind: 'note' | 'warn';
  text: string;
  clientId: string | null;
}

/** The bell: events that the user may have missed. Newest first, maximum fifty. */
export const useNotices = defineStore('notices', () => {
  const list = ref<Notice[]>([]);
  const seen = ref(0);
  let last = 0;
  function add(notice: Omit<Notice, 'id'>): void {
    list.value = [{ ...notice, id: ++last }, ...list.value].slice(0, 50);
  }
  return {
    list,
    unseen: computed(() => list.value.filter((notice) => notice.id > seen.value).length),
    add,
    markSeen: () => {
      seen.value = last;
    },
    clear: () => {
      list.value = [];
    },
  };
});
