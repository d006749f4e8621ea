import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { ObligationState } from '@contract/obligation-words.ts';
import type { Board, BoardCell, BoardQuestion, BoardRow } from '@contract/obligations.ts';
import { client } from '../../bridge/client.ts';
import { PagedRows } from '../../shared/calls/paged-rows.ts';

type Facts = Omit<Board, 'rows' | 'total'>;

/** The board of a month as it is asked for: narrowed and sorted; rows come a page at a time. */
export function useBoard(month: Readonly<Ref<string>>, toTop: () => void) {
  const query = ref('');
  const due = ref<'all' | 'open' | 'late'>('all');
  const state = ref<ObligationState | ''>('');
  const obligation = ref('');
  const handlerId = ref('');
  const tag = ref('');
  const sort = ref<'name' | 'due'>('name');
  const facts = shallowRef<Facts | null>(null);
  const question = computed<BoardQuestion>(() => ({
    month: month.value,
    query: query.value,
    sort: sort.value,
    ...(due.value === 'all' ? {} : { due: due.value }),
    ...(state.value === '' ? {} : { states: [state.value] }),
    ...(obligation.value === '' ? {} : { obligation: obligation.value }),
    ...(handlerId.value === '' ? {} : { handlerId: handlerId.value }),
    ...(tag.value === '' ? {} : { tag: tag.value }),
  }));
  const narrowed = computed(
    () =>
      query.value.trim() !== '' ||
      due.value !== 'all' ||
      [state.value, obligation.value, handlerId.value, tag.value].some((one) => one !== ''),
  );
  const rows = new PagedRows<BoardRow, BoardQuestion>(async (asked, offset, limit, signal) => {
    const { rows, total, ...rest } = await client.obligations.board({ ...asked, offset, limit }, { signal });
    facts.value = rest;
    return { rows, total };
  }, 100);
  const rowAt = computed(() => {
    const arrivals = rows.version.value;
    return (index: number) => (arrivals >= 0 ? rows.at(index) : undefined);
  });
  const shown = computed(() =>
    rows.state.value !== 'ready'
      ? rows.state.value
      : rows.total.value > 0
        ? 'ready'
        : narrowed.value
          ? 'filtered'
          : 'empty',
  );
  async function ask(): Promise<void> {
    await rows.restart(question.value);
    toTop();
  }
  function clear(): void {
    query.value = '';
    due.value = 'all';
    for (const filter of [state, obligation, handlerId, tag]) filter.value = '';
  }
  watch(question, () => void ask());
  void ask();
  return {
    query,
    due,
    state,
    obligation,
    handlerId,
    tag,
    sort,
    facts,
    question,
    narrowed,
    rows,
    rowAt,
    shown,
    ask,
    clear,
  };
}
export type FilingBoard = ReturnType<typeof useBoard>;

/** The cells of a row in a column: a client whose kind changed has two periods of one tax. The one that is due first is first. */
export const cellsIn = (row: BoardRow, column: string): BoardCell[] =>
  row.cells.filter(({ obligation }) => obligation === column).sort((a, b) => a.dueDay.localeCompare(b.dueDay));
