import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import type { AgencyRow } from '@contract/delegation.ts';
import { parseDay } from '../../components/day-input.ts';
import { useSession } from '../../stores/session.ts';

/** Terms of an agreement as they are typed. */
export interface TermsDraft { firstDay: string; lastDay: string; functions: string[]; serviceStaff: string[] }
export const emptyTerms = (): TermsDraft => ({ firstDay: '', lastDay: '', functions: [], serviceStaff: [] });

/** The draft as the contract has it. */
export const termsToSend = (draft: TermsDraft): TermsDraft => ({ ...draft, firstDay: parseDay(draft.firstDay) ?? draft.firstDay, lastDay: parseDay(draft.lastDay) ?? draft.lastDay });

/** The agency being recognised and its terms, so that going elsewhere loses nothing; gone with the session. The password is never kept. */
export const useRecogniseDraft = defineStore('recognise draft', () => {
  const agency = shallowRef<AgencyRow | null>(null);
  const terms = ref(emptyTerms());
  const way = ref<'recognise' | 'propose'>('recognise');
  const session = useSession();
  function forget(): void {
    agency.value = null;
    terms.value = emptyTerms();
    way.value = 'recognise';
  }
  watch(() => (session.who?.kind === 'enterprise' ? `${session.who.enterprise.id} ${session.who.person.handlerId}` : null), forget);
  return { agency, terms, way, forget };
});
