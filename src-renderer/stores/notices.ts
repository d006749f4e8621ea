import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** Something the engine told while the person did something else; kept behind the bell until this window closes. */
export interface Notice {
  id: number;
  at: string;
  kind: 'note' | 'warn';
  text: string;
  clientId: string | null;
}

/** The bell: what happened and was perhaps not seen. Newest first, at most fifty. */
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
