import { useMediaQuery } from '@vueuse/core';
import { computed } from 'vue';
import { clientListColumns, type ClientListColumn } from '@contract/client-words.ts';
import type { ListColumns } from '@contract/list-views.ts';
import type { GridColumn } from '../../shared/kit/DataGrid.vue';
import { t } from '../../locales/text.ts';
import { useListViews } from '../../stores/list-views.ts';

/** Every column that can be shown, in the program's order. */
export const everyColumn = Object.keys(clientListColumns) as ClientListColumn[];
const usual: readonly ClientListColumn[] = ['name', 'taxpayerId', 'agreement', 'lastDay', 'assigned', 'lastEntered'];
const tracks: Readonly<Record<ClientListColumn, string>> = {
  name: 'minmax(220px, 3fr)',
  taxpayerId: '182px',
  taxpayerKind: '104px',
  agreement: '108px',
  firstDay: '116px',
  lastDay: 'minmax(150px, 1fr)',
  service: '190px',
  assigned: 'minmax(90px, 1fr)',
  lastEntered: '140px',
  address: 'minmax(160px, 2fr)',
  contact: 'minmax(120px, 1fr)',
  note: 'minmax(140px, 2fr)',
};
const narrowTracks: Partial<Record<ClientListColumn, string>> = {
  name: 'minmax(172px, 3fr)',
  lastDay: '146px',
  assigned: '80px',
  lastEntered: '94px',
};
/** Title of a column in the list: short where the file's is longer. */
export function columnTitle(key: ClientListColumn): string {
  return key === 'name' || key === 'lastDay' ? t(`clients.columns.${key}`) : clientListColumns[key];
}
/** Puts a column before another one. */
export function moved(columns: ListColumns, key: string, before: string): ListColumns {
  const from = columns.findIndex((column) => column.key === key);
  const to = columns.findIndex((column) => column.key === before);
  const next = [...columns];
  const [column] = next.splice(from, 1);
  if (from < 0 || to < 0 || !column) return columns;
  next.splice(to, 0, column);
  return next;
}

/** The columns of the list: as the person keeps them, else by how wide the window is. */
export function useClientColumns() {
  const views = useListViews();
  /** A narrow window keeps every usual column and drops the hour of the last entry. */
  const narrow = useMediaQuery('(max-width: 1180px)');
  /** The smallest window has no room for the day of the last visit; the newest stand above the list. */
  const tight = useMediaQuery('(max-width: 1023px)');
  const shown = computed<ListColumns>(
    () =>
      views.columns ??
      usual.filter((key) => !tight.value || key !== 'lastEntered').map((key) => ({ key, width: null })),
  );
  const columns = computed<GridColumn[]>(() => [
    { key: 'tick', title: t('grid.tick'), track: '28px', align: 'centre', hideTitle: true },
    { key: 'favourite', title: t('clients.columns.favourite'), track: '30px', align: 'centre', hideTitle: true },
    ...shown.value.map(({ key, width }) => ({
      key,
      title: columnTitle(key),
      track: width === null ? ((narrow.value ? narrowTracks[key] : undefined) ?? tracks[key]) : `${width}px`,
      sortable: true,
      adjustable: true,
    })),
    { key: 'act', title: t('clients.columns.act'), track: '124px', align: 'end', hideTitle: true },
  ]);
  const withFile = computed(() => shown.value.some(({ key }) => ['address', 'contact', 'note'].includes(key)));
  return { columns, shown, narrow, withFile };
}
