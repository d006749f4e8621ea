import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/clients',
    name: 'clients',
    component: () => import('./ClientsPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'clients.title', rail: 'clients', keep: true },
  },
];
