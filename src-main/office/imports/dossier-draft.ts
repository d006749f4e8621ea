import type { Dossier } from '@contract/client-dossier.ts';
import type { AccountPurpose, DossierField, Filing, PersonRole } from '@contract/dossier-words.ts';
import type { IdType } from '@contract/validators/id-document.ts';
import type { DraftTax } from './dossier-values.ts';

/** A person as a row has them; the name is empty where only numbers stand there. Masked numbers stay as they are stored. */
export interface DraftPerson {
  name: string;
  role: PersonRole;
  idType: IdType | null;
  idNumber: string;
  mobiles: string[];
}
export interface BankAccountDraft {
  purpose: AccountPurpose | null;
  bank: string;
  number: string;
  taxDebit: boolean | null;
}

/** Fields of a dossier that a row can fill by themselves. */
type OnceField = Exclude<DossierField, 'former' | 'kinds' | 'taxes' | 'persons' | 'tags' | 'accounts' | 'own'>;

/** What a row says of the client's dossier; a field that is not there is left as it is. Numbers of persons and accounts are in full. */
export interface DossierDraft {
  once: Partial<Pick<Dossier, OnceField>>;
  /** The client is a general taxpayer since this day. */
  generalSince: string | null;
  taxes: DraftTax[];
  /** How often taxes are filed that do not say it themselves. */
  filing: Filing | null;
  persons: DraftPerson[];
  tags: string[];
  accounts: BankAccountDraft[];
  own: { id: string; value: string }[];
}

export const emptyDraft = (): DossierDraft => ({
  once: {},
  generalSince: null,
  taxes: [],
  filing: null,
  persons: [],
  tags: [],
  accounts: [],
  own: [],
});

/** The draft without fields that somebody keeps as they are. */
export function withoutKept(draft: DossierDraft, keep: readonly string[]): DossierDraft {
  const kept = (field: DossierField): boolean => keep.includes(field);
  return {
    once: Object.fromEntries(Object.entries(draft.once).filter(([field]) => !keep.includes(field))),
    generalSince: kept('kinds') ? null : draft.generalSince,
    taxes: kept('taxes') ? [] : draft.taxes,
    filing: kept('taxes') ? null : draft.filing,
    persons: kept('persons') ? [] : draft.persons,
    tags: kept('tags') ? [] : draft.tags,
    accounts: kept('accounts') ? [] : draft.accounts,
    own: kept('own') ? [] : draft.own,
  };
}
