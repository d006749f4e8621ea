import { useMediaQuery } from '@vueuse/core';
import { computed } from 'vue';
import type { GridColumn } from '../../shared/kit/DataGrid.vue';
import { t } from '../../locales/text.ts';

/** The columns of the list, by how wide the window is. */
export function useClientColumns() {
  /** A narrow window keeps every column and drops the hour of the last entry. */
  const narrow = useMediaQuery('(max-width: 1180px)');
  /** The smallest window has no room for the day of the last visit; the newest stand above the list. */
  const tight = useMediaQuery('(max-width: 1023px)');
  const columns = computed<GridColumn[]>(() => [
    { key: 'favourite', title: t('clients.columns.favourite'), track: '34px', align: 'centre', hideTitle: true },
    {
      key: 'name',
      title: t('clients.columns.name'),
      track: narrow.value ? 'minmax(200px, 3fr)' : 'minmax(220px, 3fr)',
      sortable: true,
    },
    { key: 'taxpayerId', title: t('clients.columns.taxpayerId'), track: '182px' },
    { key: 'agreement', title: t('clients.columns.agreement'), track: '108px' },
    {
      key: 'lastDay',
      title: t('clients.columns.lastDay'),
      track: narrow.value ? '146px' : 'minmax(150px, 1fr)',
      sortable: true,
    },
    { key: 'assigned', title: t('clients.columns.assigned'), track: narrow.value ? '80px' : 'minmax(90px, 1fr)' },
    ...(tight.value
      ? []
      : [
          {
            key: 'lastEntered',
            title: t('clients.columns.lastEntered'),
            track: narrow.value ? '94px' : '140px',
            sortable: true,
          },
        ]),
    { key: 'act', title: t('clients.columns.act'), track: '124px', align: 'end', hideTitle: true },
  ]);
  return { columns, narrow };
}
