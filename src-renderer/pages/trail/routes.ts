import type { RouteRecordRaw } from 'vue-router';

/** What was done and refused, by whom and for whom (J4). */
export const routes: RouteRecordRaw[] = [
  {
    path: '/trail',
    name: 'trail',
    component: () => import('./TrailPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'trail.title', rail: 'trail' },
  },
];
