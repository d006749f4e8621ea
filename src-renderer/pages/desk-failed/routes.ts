import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/failed', name: 'failed', component: () => import('./DeskFailedPage.vue'), meta: { area: 'failed', frame: 'bare', title: 'deskFailed.title' } },
];
