import { defineStore } from 'pinia';
import { reactive, ref } from 'vue';
import type { RuleSetId } from '@contract/desk.ts';
import type { IdType } from '@contract/validators/id-document.ts';
import { emptyKeyPlace, type KeyPlaceDraft } from '../../shared/keys/key-place.ts';

/** What is typed to found an office. */
export interface OfficeDraft {
  agency: { name: string; taxpayerId: string; password: string; again: string };
  admin: {
    name: string;
    capacity: 'legalRepresentative' | 'financeOfficer';
    idType: IdType;
    idNumber: string;
    mobile: string;
    personalPassword: string;
    again: string;
    attested: boolean;
  };
  ruleSet: RuleSetId | null;
  keys: KeyPlaceDraft;
  acceptsOneMachine: boolean;
}

const emptyDraft = (): OfficeDraft => ({
  agency: { name: '', taxpayerId: '', password: '', again: '' },
  admin: {
    name: '',
    capacity: 'legalRepresentative',
    idType: 'residentIdentityCard',
    idNumber: '',
    mobile: '',
    personalPassword: '',
    again: '',
    attested: false,
  },
  ruleSet: null,
  keys: emptyKeyPlace(),
  acceptsOneMachine: false,
});

/** The founding of an office: kept while the program runs, so that going back loses nothing; wiped once it is done. */
export const useOfficeDraft = defineStore('office draft', () => {
  const draft = reactive(emptyDraft());
  const step = ref(0);
  function clear(): void {
    Object.assign(draft, emptyDraft());
    step.value = 0;
  }
  return { draft, step, clear };
});
