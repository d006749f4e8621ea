import type { RouteRecordRaw } from 'vue-router';

/** The agency's agreements with everybody (H3, L1 to L5). */
export const routes: RouteRecordRaw[] = [
  {
    path: '/delegation',
    name: 'delegation',
    component: () => import('./DelegationPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'delegation.title', rail: 'delegation', admin: true, keep: true },
  },
];
