import { History } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

/** What was done and refused for this enterprise (J4). */
export const routes: RouteRecordRaw[] = [
  {
    path: '/enterprise/trail',
    name: 'enterprise.trail',
    component: () => import('./EnterpriseTrailPage.vue'),
    meta: {
      area: 'enterprise',
      frame: 'bureau',
      title: 'trail.enterprise.title',
      bureau: { at: 'side', place: 90, icon: History },
    },
  },
];
