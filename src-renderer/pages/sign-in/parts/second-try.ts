import type { FieldProblem } from '@contract/errors.ts';
import { normalisePastedNumber } from '@contract/validators/pasted-number.ts';
import { doubtOfTaxpayerId } from '@contract/validators/stored-taxpayer-id.ts';
import { t } from '../../../locales/text.ts';

/**
 * K3: a number that fails its check is usually a typing error, and sometimes correct. The first try says so at the field; the second try of the same number
 * goes through. @returns asks whether to go on
 */
export function secondTry(
  value: () => string,
  setProblems: (problems: readonly FieldProblem[]) => unknown,
): () => boolean {
  let insisted = '';
  return () => {
    const doubt = doubtOfTaxpayerId(value());
    const number = normalisePastedNumber(value());
    if (doubt === null || insisted === number) return true;
    insisted = number;
    setProblems([{ field: 'taxpayerId', message: t('enterprise.numberDoubt', { doubt }) }]);
    return false;
  };
}
