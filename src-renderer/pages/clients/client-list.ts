import { computed, ref, watch, type Ref } from 'vue';
import type { ClientRow, ClientSort } from '@contract/clients.ts';
import { client } from '../../bridge/client.ts';
import { notifyProblem } from '../../shared/calls/notify.ts';
import { PagedRows } from '../../shared/calls/paged-rows.ts';
import {
  clientFilter,
  isNarrowed,
  quickOf,
  type ClientFilter,
  type ClientQuestion,
  type QuickFilter,
} from './client-filters.ts';

/**
 * The list of clients as it is asked for: by what is typed, filtered, sorted. @param places where the list and the hand go after an answer. @param withFile
 * rows bring the office's own file of the client
 */
export function useClientList(places: { toTop: () => void; toSearch: () => void }, withFile: Readonly<Ref<boolean>>) {
  const question = ref<ClientQuestion>({ query: '', filter: {}, sort: 'relevance', descending: false });
  const filter = ref<ClientFilter>({});
  const handlerId = computed<string | null>({
    get: () => filter.value.handlerId ?? null,
    set: (id) => {
      const { handlerId: _, ...rest } = filter.value;
      filter.value = id === null ? rest : { ...rest, handlerId: id };
    },
  });
  const tag = computed<string | null>({
    get: () => filter.value.tags?.[0] ?? null,
    set: (wanted) => {
      const { tags: _, ...rest } = filter.value;
      filter.value = wanted === null ? rest : { ...rest, tags: [wanted] };
    },
  });
  const quick = computed<QuickFilter | null>({
    get: () => quickOf(filter.value),
    set: (wanted) => {
      filter.value = clientFilter(wanted ?? 'all', handlerId.value, tag.value);
    },
  });
  const active = ref(0);
  const all = ref(0);
  /** Number of stopped clients that would also match. */
  const stopped = ref(0);
  const busy = ref(false);

  /** Rows of one answer: enough for a tall window and no more, because every keystroke asks for them. */
  const firstPage = 50;
  const rows = new PagedRows<ClientRow, ClientQuestion>(async (asked, offset, limit, signal) => {
    const answer = await client.clients.search({ ...asked, withFile: withFile.value, offset, limit }, { signal });
    all.value = answer.all;
    stopped.value = answer.stopped;
    return answer;
  }, firstPage);
  const rowAt = computed(() => {
    const arrivals = rows.version.value;
    return (index: number) => (arrivals >= 0 ? rows.at(index) : undefined);
  });
  /** Of the rows that are there, not of the question that is still on its way. */
  const narrowed = computed(() => isNarrowed(rows.answered.value ?? question.value));
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
    question.value = { ...question.value, filter: filter.value };
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
    show({ query: '', filter: {}, sort: 'relevance', descending: false });
    places.toSearch();
  }
  /** Asks for all of this: a saved filter. */
  function show(wanted: ClientQuestion): void {
    question.value = wanted;
    filter.value = { ...wanted.filter };
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
  watch(filter, () => {
    void ask();
  });
  watch(withFile, () => {
    void rows.refresh();
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
    show,
    favourite,
  };
}
