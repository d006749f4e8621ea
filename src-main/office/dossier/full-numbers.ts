import type { Dossier } from '@contract/client-dossier.ts';
import { isMasked } from '@contract/dossier-checks.ts';
import type { FieldProblem } from '@contract/errors.ts';
import { checkIdNumber, maskIdNumber } from '@contract/validators/id-document.ts';
import { maskMobile } from '@contract/validators/mobile.ts';

const unknown = '这个号码不完整。请输入完整的号码，或改回原来的样子';

/**
 * A dossier as it was sent, with the stored numbers in the place of the masked ones. Only a number of the same row can be meant.
 * @returns what was sent wrongly by name of the field, beside it
 */
export function withFullNumbers(sent: Dossier, stored: Dossier): { dossier: Dossier; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const persons = sent.persons.map((person, row) => {
    const known = stored.persons.find(({ id }) => id === person.id);
    const full = { ...person };
    if (isMasked(person.idNumber)) {
      if (known && known.idNumber !== '' && maskIdNumber(known.idNumber) === person.idNumber)
        full.idNumber = known.idNumber;
      else problems.push({ field: `persons.${row}.idNumber`, message: unknown });
      const checked = known && person.idType !== known.idType && checkIdNumber(person.idType!, full.idNumber);
      if (checked && !checked.ok) problems.push({ field: `persons.${row}.idType`, message: checked.problem });
    }
    full.mobiles = person.mobiles.map((mobile, index) => {
      const meant = isMasked(mobile) ? known?.mobiles.find((one) => maskMobile(one) === mobile) : mobile;
      if (meant === undefined) problems.push({ field: `persons.${row}.mobiles.${index}`, message: unknown });
      return meant ?? mobile;
    });
    return full;
  });
  const accounts = sent.accounts.map((account, row) => {
    if (!isMasked(account.number)) return account;
    const known = stored.accounts.find(({ id }) => id === account.id);
    if (known && maskIdNumber(known.number) === account.number) return { ...account, number: known.number };
    problems.push({ field: `accounts.${row}.number`, message: unknown });
    return account;
  });
  return { dossier: { ...sent, persons, accounts }, problems };
}
