import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/phone',
    name: 'phone',
    component: () => import('./PhonePage.vue'),
    meta: { area: 'signIn', frame: 'phone', title: 'phone.title' },
  },
];
