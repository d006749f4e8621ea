import type { Dossier } from './client-dossier.ts';
import { taxpayerKindTexts } from './client-words.ts';
import {
  accountPurposeNames,
  billingNames,
  creditLevelNames,
  filingNames,
  formerNames,
  personRoleNames,
  taxNameOf,
  type DossierField,
} from './dossier-words.ts';
import { formatMoney } from './money.ts';
import type { OwnField } from './own-fields.ts';
import { idTypeNames } from './validators/id-document.ts';

/** What the words of a dossier need from elsewhere. */
export interface DossierNames {
  /** Name of a staff member by id. */
  staff(handlerId: string): string;
  own: readonly Pick<OwnField, 'id' | 'name' | 'type'>[];
}

/** A value of one of the office's own fields in words. */
export function ownValueText(type: OwnField['type'], value: string): string {
  if (value === '') return '';
  if (type === 'money') return `${formatMoney(Number(value))}元`;
  if (type === 'yesNo') return value === 'yes' ? '是' : '否';
  return value;
}

const span = (since: string, until: string | null): string => (until === null ? `${since}起` : `${since}至${until}`);
const words = (parts: readonly (string | null | false)[]): string => parts.filter(Boolean).join('，');
const amount = (cents: number | null): string => (cents === null ? '' : `${formatMoney(cents)}元`);

/** One field of a dossier in words, numbers masked as they came; empty text: nothing is known. */
export function dossierText(field: DossierField, dossier: Dossier, names: DossierNames): string {
  return rowTexts(field, dossier, names).join('；');
}

/** The same, a text for each row of a list. */
export function rowTexts(field: DossierField, dossier: Dossier, names: DossierNames): string[] {
  const texts = (): string[] => {
    switch (field) {
      case 'former':
        return dossier.former.map(
          ({ what, value, until }) => `${formerNames[what]} ${value}${until === null ? '' : `（至${until}）`}`,
        );
      case 'kinds':
        return dossier.kinds.map(({ since, kind }) => `${since}起${taxpayerKindTexts[kind]}`);
      case 'taxes':
        return dossier.taxes.map((row) => `${taxNameOf(row)} ${filingNames[row.every]} ${span(row.since, row.until)}`);
      case 'persons':
        return dossier.persons.map((person) => {
          const more = words([
            person.roles.map((role) => personRoleNames[role]).join('、'),
            person.idNumber !== '' && `${person.idType === null ? '' : idTypeNames[person.idType]} ${person.idNumber}`,
            person.mobiles.join('、'),
            person.note,
          ]);
          return more === '' ? person.name : `${person.name}（${more}）`;
        });
      case 'accounts':
        return dossier.accounts.map(({ purpose, bank, number, taxDebit }) =>
          words([`${accountPurposeNames[purpose]} ${bank} ${number}`, taxDebit && '三方协议扣款']),
        );
      case 'own':
        return dossier.own.map(({ id, value }) => {
          const own = names.own.find((one) => one.id === id);
          return `${own?.name ?? '栏目'}：${ownValueText(own?.type ?? 'text', value)}`;
        });
      case 'tags':
        return dossier.tags;
      case 'capital':
      case 'fee':
        return [amount(dossier[field])];
      case 'lead':
      case 'assistant':
      case 'field':
        return [dossier[field] === null ? '' : names.staff(dossier[field])];
      case 'licenceAlways':
        return [dossier.licenceAlways ? '是' : ''];
      case 'creditLevel':
        return [dossier.creditLevel === '' ? '' : creditLevelNames[dossier.creditLevel]];
      case 'billing':
        return [dossier.billing === '' ? '' : billingNames[dossier.billing]];
      default:
        return [dossier[field] ?? ''];
    }
  };
  return texts().filter((text) => text !== '');
}
