import type { RouteRecordRaw } from 'vue-router';
import { useDesk } from '../../stores/desk.ts';

export const routes: RouteRecordRaw[] = [
  // An own office has no bureau to show a home page of.
  {
    path: '/home',
    name: 'home',
    component: () => import('./HomePage.vue'),
    meta: { area: 'signIn', frame: 'bare', title: 'enterprise.home.title' },
    beforeEnter: () => useDesk().training || '/sign-in',
  },
];
