import { defineStore } from 'pinia';
import { ref } from 'vue';

/** The backup that this window started last, so that its progress is there again when the page is. */
export const useLastBackup = defineStore('last backup', () => ({ workId: ref<string | null>(null) }));
