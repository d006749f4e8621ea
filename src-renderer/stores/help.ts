import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What the help sheet shows. */
export type HelpTopic = 'guide' | 'rules';

/** The help sheet of the window: one for every page and every kind of session, so that nobody has to leave a form to read. */
export const useHelp = defineStore('help', () => {
  const topic = ref<HelpTopic | null>(null);
  /** Rule to stand at; null: the beginning. */
  const rule = ref<string | null>(null);
  return {
    topic, rule,
    open(next: HelpTopic): void { rule.value = null; topic.value = next; },
    /** Opens the text of a rule, as 依据 promises. @param id `G3` */
    showRule(id: string): void { rule.value = id; topic.value = 'rules'; },
    close(): void { topic.value = null; rule.value = null; },
  };
});
