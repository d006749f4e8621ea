import { computed, ref, watch } from 'vue';
import type { ClientRow } from '@contract/clients.ts';
import { client } from '../../bridge/client.ts';
import { notifyProblem } from '../../shared/calls/notify.ts';
import { PagedRows } from '../../shared/calls/paged-rows.ts';
import { clientFilter, type ClientQuestion, type ClientSort, type QuickFilter } from './client-filters.ts';

/** The list of clients by search words, filter and order. @param places where the list and the focus go after an answer */
export function useClientList(places: { toTop: () => void; toSearch: () => void }) {
  const question = ref<ClientQuestion>({ query: '', filter: {}, sort: 'relevance', descending: false });
  const quick = ref<QuickFilter>('all');
  const handlerId = ref<string | null>(null);
  const tag = ref<string | null>(null);
  const active = ref(0);
  const all = ref(0);
  /** Number of stopped clients that would also match. */
  const stopped = ref(0);
  const busy = ref(false);

  /** Rows of one answer: enough for a tall window and no more, because every keystroke asks for them. */
  const firstPage = 50;
  const rows = new PagedRows<ClientRow, ClientQuestion>(async (asked, offset, limit, signal) => {
    const answer = await client.clients.search({ ...asked, offset, limit }, { signal });
    all.value = answer.all;
    stopped.value = answer.stopped;
    return answer;
  }, firstPage);
  const rowAt = computed(() => {
    const arrivals = rows.version.value;
    return (index: number) => (arrivals >= 0 ? rows.at(index) : undefined);
  });
  const narrowed = computed(
    () => question.value.query.trim() !== '' || quick.value !== 'all' || handlerId.value !== null || tag.value !== null,
  );
  const state = computed(() =>
    rows.state.value !== 'ready'
      ? rows.state.value
      : rows.total.value > 0
        ? 'ready'
        : narrowed.value
          ? 'filtered'
          : 'empty',
  );

  async function ask(): Promise<void> {
    busy.value = true;
    question.value = { ...question.value, filter: clientFilter(quick.value, handlerId.value, tag.value) };
    await rows.restart(question.value);
    busy.value = false;
    active.value = 0;
    places.toTop();
  }
  function search(query: string): void {
    question.value = { ...question.value, query };
    void ask();
  }
  function sortBy(key: string): void {
    const { sort, descending } = question.value;
    const wanted = key as ClientSort;
    question.value =
      sort === wanted
        ? descending === (wanted === 'lastEntered')
          ? { ...question.value, descending: !descending }
          : { ...question.value, sort: 'relevance', descending: false }
        : { ...question.value, sort: wanted, descending: wanted === 'lastEntered' };
    void ask();
  }
  function clear(): void {
    quick.value = 'all';
    handlerId.value = null;
    tag.value = null;
    question.value = { query: '', filter: {}, sort: 'relevance', descending: false };
    void ask();
    places.toSearch();
  }
  async function favourite(index: number): Promise<void> {
    const row = rows.at(index);
    if (!row) return;
    rows.replace(index, { ...row, favourite: !row.favourite });
    try {
      await client.clients.setFavourite({ clientId: row.clientId, favourite: !row.favourite });
    } catch (error) {
      rows.replace(index, row);
      notifyProblem(error);
    }
  }
  watch([quick, handlerId, tag], () => {
    void ask();
  });
  void ask();
  return {
    question,
    quick,
    handlerId,
    tag,
    active,
    all,
    stopped,
    busy,
    rows,
    rowAt,
    narrowed,
    state,
    ask,
    search,
    sortBy,
    clear,
    favourite,
  };
}
