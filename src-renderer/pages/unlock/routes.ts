import type { RouteRecordRaw } from 'vue-router';

/** The store waits for the office passphrase, or could not be opened. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/unlock',
    name: 'unlock',
    component: () => import('./UnlockPage.vue'),
    meta: { area: 'passphrase', frame: 'bare', title: 'unlock.title' },
  },
  {
    path: '/failed',
    name: 'failed',
    component: () => import('./DeskFailedPage.vue'),
    meta: { area: 'failed', frame: 'bare', title: 'deskFailed.title' },
  },
];
