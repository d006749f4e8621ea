import { computed, shallowRef } from 'vue';
import { client } from '../../bridge/client.ts';
import { notifyProblem } from '../../shared/calls/notify.ts';
import type { GridTicks } from '../../shared/kit/DataGrid.vue';
import type { useClientList } from './client-list.ts';

/**
 * The ticked clients, by id: they stay ticked when the list scrolls, is sorted or asked anew. Rows that the page does not hold are asked
 * for, so that a range and 选择全部 mean what the engine finds, never only what is loaded.
 */
export function useClientSelection(list: ReturnType<typeof useClientList>) {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  /** The question whose clients are all ticked. */
  const wholeOf = shallowRef<object | null>(null);
  const busy = shallowRef(false);
  const every = computed(() => wholeOf.value !== null && wholeOf.value === list.rows.answered.value);
  const ticks = computed<GridTicks>(() => {
    const [ticked, rowAt] = [ids.value, list.rowAt.value];
    return {
      has: (index) => ticked.has(rowAt(index)?.clientId ?? ''),
      all: ticked.size === 0 ? 'none' : every.value ? 'all' : 'some',
    };
  });

  function set(next: ReadonlySet<string>): void {
    ids.value = next;
    wholeOf.value = null;
  }
  function tick(index: number): void {
    const id = list.rows.at(index)?.clientId;
    if (id === undefined) return;
    const next = new Set(ids.value);
    if (!next.delete(id)) next.add(id);
    set(next);
  }
  /** Ids of a range of rows, also of those that are not loaded. */
  async function idsOf(from: number, to?: number): Promise<readonly string[]> {
    if (to !== undefined) {
      const held = Array.from({ length: to - from }, (_, i) => list.rows.at(from + i)?.clientId);
      if (held.every((id) => id !== undefined)) return held;
    }
    const asked = list.rows.answered.value ?? list.question.value;
    return (await client.clientBatch.ids({ ...asked, from, ...(to === undefined ? {} : { to }) })).ids;
  }
  async function change(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    try {
      await work();
    } catch (error) {
      notifyProblem(error);
    } finally {
      busy.value = false;
    }
  }
  /** Ticks the rows `from` to `to`, the last one too. */
  const tickRange = (from: number, to: number): Promise<void> =>
    change(async () => {
      const found = await idsOf(from, to + 1);
      set(new Set([...ids.value, ...found]));
    });
  /** Ticks the rows in view; when all of them are ticked, none of them is any more. */
  const tickView = (from: number, to: number): Promise<void> =>
    change(async () => {
      const found = await idsOf(from, to);
      const next = new Set(ids.value);
      const all = found.every((id) => next.has(id));
      for (const id of found)
        if (all) next.delete(id);
        else next.add(id);
      set(next);
    });
  /** Ticks every client that the list finds, however many. */
  const tickAll = (): Promise<void> =>
    change(async () => {
      await list.rows.settled;
      const asked = list.rows.answered.value;
      const found = await idsOf(0);
      set(new Set([...ids.value, ...found]));
      wholeOf.value = asked;
    });
  const clear = (): void => set(new Set());
  return { ids, ticks, every, busy, tick, tickRange, tickView, tickAll, clear };
}
