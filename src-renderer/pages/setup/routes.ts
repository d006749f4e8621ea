import type { RouteRecordRaw } from 'vue-router';

/** First run: a choice, and the two ways that take more than one press. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/setup',
    name: 'setup',
    component: () => import('./SetupPage.vue'),
    meta: { area: 'setup', frame: 'bare', title: 'setup.title' },
  },
  {
    path: '/setup/office',
    name: 'setup-office',
    component: () => import('./OfficePage.vue'),
    meta: { area: 'setup', frame: 'bare', title: 'setup.office.title' },
  },
  {
    path: '/setup/restore',
    name: 'setup-restore',
    component: () => import('./RestorePage.vue'),
    meta: { area: 'setup', frame: 'bare', title: 'setup.restore.title' },
  },
];
