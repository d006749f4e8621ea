import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { ListColumns, SavedFilter } from '@contract/list-views.ts';
import { client } from '../bridge/client.ts';
import { useSession } from './session.ts';

/** How the person of this session keeps the client list: columns and saved filters. Empty until loaded, and for the next person. */
export const useListViews = defineStore('list-views', () => {
  const session = useSession();
  const columns = shallowRef<ListColumns | null>(null);
  const filters = shallowRef<readonly SavedFilter[]>([]);
  const person = computed(() => session.staff?.staff.handlerId ?? null);
  let asked = 0;

  /** Asks the engine; an outdated answer is dropped. @throws the error of the call */
  async function load(): Promise<void> {
    const mine = ++asked;
    const views = await client.listViews.get();
    if (mine !== asked) return;
    columns.value = views.columns;
    filters.value = views.filters;
  }
  /** Shown at once, kept after that. @throws the error of the call; the columns are then as they were */
  async function setColumns(next: ListColumns | null): Promise<void> {
    const before = columns.value;
    asked++;
    columns.value = next;
    try {
      await client.listViews.setColumns({ columns: next });
    } catch (error) {
      if (columns.value === next) columns.value = before;
      throw error;
    }
  }
  async function addFilter(name: string, question: SavedFilter['question']): Promise<SavedFilter> {
    const added = await client.listViews.addFilter({ name, question });
    filters.value = [...filters.value, added];
    return added;
  }
  async function changeFilter(change: {
    id: string;
    name?: string;
    question?: SavedFilter['question'];
  }): Promise<void> {
    await client.listViews.changeFilter(change);
    await load();
  }
  async function removeFilter(id: string): Promise<void> {
    await client.listViews.removeFilter({ id });
    filters.value = filters.value.filter((one) => one.id !== id);
  }
  async function orderFilters(ids: readonly string[]): Promise<void> {
    await client.listViews.orderFilters({ ids: [...ids] });
    filters.value = ids.flatMap((id) => filters.value.find((one) => one.id === id) ?? []);
  }
  watch(person, () => {
    asked++;
    columns.value = null;
    filters.value = [];
  });
  return { columns, filters, load, setColumns, addFilter, changeFilter, removeFilter, orderFilters };
});
