import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RuleId } from '@contract/rule-id.ts';

/** What there is to read: the manual, the guide that the login page refers to, the rules that refusals name, the third-party notices. */
export type Reading = 'manual' | 'guide' | 'rules' | 'notices';

/** What is open to be read, over whatever is on the screen and whoever is signed in. */
export const useReading = defineStore('reading', () => {
  const open = ref<Reading | null>(null);
  /** Id of the chapter (`11-agency-login`) that is shown, and shown again when the manual is opened the next time; null: the first. */
  const chapter = ref<string | null>(null);

  /** Opens the manual. @param id of a chapter; left out: where it was closed */
  function showManual(id?: string): void {
    if (id !== undefined) chapter.value = id;
    open.value = 'manual';
  }
  /** Rule that the list of rules stands at; null: its beginning. */
  const rule = ref<RuleId | null>(null);
  function showGuide(): void {
    open.value = 'guide';
  }
  /** Opens the text of a rule, as 依据 promises. @param id `G3`; left out: all of them */
  function showRules(id?: RuleId): void {
    rule.value = id ?? null;
    open.value = 'rules';
  }
  function showNotices(): void {
    open.value = 'notices';
  }
  function close(): void {
    open.value = null;
  }
  return { open, chapter, rule, showManual, showGuide, showRules, showNotices, close };
});
