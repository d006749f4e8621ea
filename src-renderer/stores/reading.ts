import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What is open to be read, over whatever is on the screen and whoever is signed in: the manual or the third-party notices. */
export const useReading = defineStore('reading', () => {
  const open = ref<'manual' | 'notices' | null>(null);
  /** Id of the chapter (`11-agency-login`) that is shown, and shown again when the manual is opened the next time; null: the first. */
  const chapter = ref<string | null>(null);

  /** Opens the manual. @param id of a chapter; left out: where it was closed */
  function showManual(id?: string): void {
    if (id !== undefined) chapter.value = id;
    open.value = 'manual';
  }
  function showNotices(): void { open.value = 'notices'; }
  function close(): void { open.value = null; }
  return { open, chapter, showManual, showNotices, close };
});
