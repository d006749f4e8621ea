import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RuleId } from '@contract/rule-id.ts';

/** The texts to read: the manual, the guide that the login page refers to, the rules that refusals name, the third-party notices. */
export type Reading = 'manual' | 'guide' | 'rules' | 'notices';

/** The open text, above any screen and for any user. */
export const useReading = defineStore('reading', () => {
  const open = ref<Reading | null>(null);
  /** Id of the shown chapter (`11-agency-login`), kept for the next time the manual is opened; null: the first. */
  const chapter = ref<string | null>(null);

  /** Opens the manual. @param id of a chapter; omitted: the last shown one */
  function showManual(id?: string): void {
    if (id !== undefined) chapter.value = id;
    open.value = 'manual';
  }
  /** Rule at which the list of rules opens; null: its beginning. */
  const rule = ref<RuleId | null>(null);
  function showGuide(): void {
    open.value = 'guide';
  }
  /** Opens the text of a rule, for 依据. @param id `G3`; omitted: all rules */
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
