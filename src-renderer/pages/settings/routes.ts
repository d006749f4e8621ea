import type { RouteRecordRaw } from 'vue-router';

/** Settings, one section at a time. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/settings/:section(vault|secrets|backup|fields|look|security|about)?',
    name: 'settings',
    component: () => import('./SettingsPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'settings.title', rail: 'settings' },
  },
];
