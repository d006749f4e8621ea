import { defineStore } from 'pinia';
import { reactive, ref, shallowRef, watch } from 'vue';
import type { AgencyRow } from '@contract/taxpayer-delegation.ts';
import { useSession } from '../../stores/session.ts';
import { emptyTerms, type TermsDraft } from '../../shared/agreements/terms-draft.ts';

/** Unsaved input about delegation, so that leaving the page loses nothing; dropped with the session. Never holds a password. */
export const useDelegationDrafts = defineStore('delegation drafts', () => {
  /** The agency that is to be recognised, and its terms. */
  const agency = shallowRef<AgencyRow | null>(null);
  const terms = ref(emptyTerms());
  const way = ref<'recognise' | 'propose'>('recognise');
  /** Changed terms of agreements, by id; they count for the revision that they began from. */
  const changed = reactive(new Map<string, { revision: number; terms: TermsDraft }>());
  const session = useSession();
  function forget(): void {
    agency.value = null;
    terms.value = emptyTerms();
    way.value = 'recognise';
  }
  watch(
    () => (session.who?.kind === 'enterprise' ? `${session.who.enterprise.id} ${session.who.person.handlerId}` : null),
    () => {
      forget();
      changed.clear();
    },
  );
  return { agency, terms, way, forget, changed };
});
