import type { RouteRecordRaw } from 'vue-router';

/** 申报: what the clients have to file in a month. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/filing/:month(\\d{4}-\\d{2})?',
    name: 'filing',
    component: () => import('./FilingPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'filing.title', rail: 'filing' },
  },
];
