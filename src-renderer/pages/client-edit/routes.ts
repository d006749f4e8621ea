import type { RouteRecordRaw } from 'vue-router';

/** A client added or changed by hand. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/clients/new',
    name: 'client-new',
    component: () => import('./ClientEditPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'clientEdit.addTitle', rail: 'clients' },
  },
  {
    path: '/clients/:clientId/edit',
    name: 'client-edit',
    component: () => import('./ClientEditPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'clientEdit.editTitle', rail: 'clients' },
  },
];
