import type { RouteRecordRaw } from 'vue-router';

/** The store waits for the office passphrase. */
export const routes: RouteRecordRaw[] = [
  { path: '/unlock', name: 'unlock', component: () => import('./UnlockPage.vue'), meta: { area: 'passphrase', frame: 'bare', title: 'unlock.title' } },
];
