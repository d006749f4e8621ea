import type { RouteRecordRaw } from 'vue-router';

/** The office's own people (ADR-0020). */
export const routes: RouteRecordRaw[] = [
  {
    path: '/staff',
    name: 'staff',
    component: () => import('./StaffPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'officeStaff.title', rail: 'staff', admin: true },
  },
];
