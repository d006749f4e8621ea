import type { RouteRecordRaw } from 'vue-router';

/** Many clients at once, from a table. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/import',
    name: 'import',
    component: () => import('./ImportPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'importing.title', rail: 'clients', admin: true },
  },
];
