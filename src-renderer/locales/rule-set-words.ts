import type { RuleSetId } from '@contract/desk.ts';
import { i18n } from './text.ts';

/**
 * Words that a rule set brings along, over the manual's of 2020 that stand in zh-CN. Only what the bureau itself calls otherwise; a key that is
 * left out keeps the manual's word.
 */
export const ruleSetWords: Record<RuleSetId, object> = {
  'liaoning-2020': {},
  'national-2023': {
    enterprise: { home: { bureau: '电子税务局（演示）' } },
    signIn: { modes: { enterprise: '企业业务', person: '自然人业务', agency: '代理业务' } },
  },
};

for (const [id, words] of Object.entries(ruleSetWords))
  i18n.global.setLocaleMessage(id, words as Record<string, never>);

/** Lets the program speak a rule set's words; null, before a desk is open: the manual's. */
export function speakRuleSet(ruleSet: RuleSetId | null): void {
  i18n.global.locale.value = (ruleSet ?? 'zh-CN') as 'zh-CN';
}
