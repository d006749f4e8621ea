import { readRules } from '../parts/rules.mjs';
import type { GeneratedPage } from './generated.ts';

/** The module of the type `RuleId`. @param rules number to title, in the order of the texts */
export function ruleIdModule(rules: Readonly<Record<string, string>>): string {
  const ids = Object.keys(rules);
  const letters = [...new Set(ids.map((id) => id.charAt(0)))];
  return [
    "import { z } from 'zod';",
    '',
    '/** Every rule of docs/rules. Written by `npm run docs` from their texts; `npm test` fails when it is out of date. */',
    'export const ruleIds = [',
    ...letters.map(
      (letter) =>
        `  ${ids
          .filter((id) => id.startsWith(letter))
          .map((id) => `'${id}'`)
          .join(', ')},`,
    ),
    '] as const;',
    '',
    '/** Number of a rule (`G3`). */',
    'export const ruleIdSchema = z.enum(ruleIds);',
    'export type RuleId = (typeof ruleIds)[number];',
    '',
  ].join('\n');
}

export const page: GeneratedPage = {
  file: 'src-preload/contract/rule-id.ts',
  content: async () => ruleIdModule(readRules()),
};
