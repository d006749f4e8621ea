import type { RouteRecordRaw } from 'vue-router';

/** Secrets of clients' accounts, over all clients: what needs care, and who used one. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/secrets/:part(review|leavers|uses)?',
    name: 'secrets',
    component: () => import('./SecretsPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'secretCare.title', rail: 'secrets' },
  },
];
