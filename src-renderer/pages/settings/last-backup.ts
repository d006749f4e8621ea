import { defineStore } from 'pinia';
import { ref } from 'vue';

/** The backup that this window started last, so that the page shows its progress again after it was left. */
export const useLastBackup = defineStore('last backup', () => ({ workId: ref<string | null>(null) }));
