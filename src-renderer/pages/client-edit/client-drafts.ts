import { defineStore } from 'pinia';
import { reactive, watch } from 'vue';
import { useSession } from '../../stores/session.ts';
import { emptyAgreement, type AgreementDraft } from '../../shared/agreements/agreement-draft.ts';
import { copyOf, emptyClient, type ClientDraft } from './edit-merge.ts';

/** What is being typed of one client, and what it began from. */
export interface OpenEdit {
  draft: ClientDraft;
  base: ClientDraft;
  /** Null for a client that does not exist yet. */
  revision: number | null;
  withAgreement: boolean;
  /** Why a number that breaks its check is kept (K3). */
  keptBecause: string;
  agreement: AgreementDraft;
}

/** Drafts of clients by id (`new` for one that does not exist), so that going elsewhere loses nothing; gone with the session. */
export const useClientDrafts = defineStore('client drafts', () => {
  const edits = reactive(new Map<string, OpenEdit>());
  const session = useSession();
  watch(
    () => session.staff?.staff.handlerId ?? null,
    () => edits.clear(),
  );

  function begin(key: string, base: ClientDraft | null, revision: number | null): OpenEdit {
    edits.set(key, {
      draft: base ? copyOf(base) : emptyClient(),
      base: base ?? emptyClient(),
      revision,
      withAgreement: false,
      keptBecause: '',
      agreement: emptyAgreement(),
    });
    return edits.get(key)!;
  }
  const isDirty = (edit: OpenEdit): boolean =>
    JSON.stringify(edit.draft) !== JSON.stringify(edit.base) ||
    (edit.withAgreement && JSON.stringify(edit.agreement) !== JSON.stringify(emptyAgreement()));
  return { edits, begin, isDirty };
});
