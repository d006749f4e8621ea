import { t } from '../../locales/text.ts';
import type { FieldRule } from '../calls/form-problems.ts';
import { recoveryKeyProblem } from './recovery-key.ts';

/** The recovery key as a form field, with the checks that are possible before it is sent. */
export function recoveryKeyField(typed: () => string): FieldRule {
  return {
    value: typed,
    wrong: () => {
      const wrong = recoveryKeyProblem(typed());
      return wrong && t(`setup.recoveryKey.problems.${wrong}`);
    },
  };
}
