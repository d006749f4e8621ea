import { Users } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

const meta = { area: 'enterprise', frame: 'bureau', title: 'staffMaintenance.title' } as const;

/** Staff and role maintenance, behind the taxpayer's name at the top right (E1). */
export const routes: RouteRecordRaw[] = [
  {
    path: '/staff-maintenance',
    name: 'staff-people',
    component: () => import('./PeoplePage.vue'),
    meta: {
      ...meta,
      bureau: { at: 'menu', place: 10, icon: Users, needs: ['staff.maintain'], does: ['staff.maintain'] },
    },
  },
  { path: '/staff-maintenance/add', name: 'staff-add', component: () => import('./AddPersonPage.vue'), meta },
  { path: '/staff-maintenance/roles', name: 'staff-roles', component: () => import('./RolesPage.vue'), meta },
  { path: '/staff-maintenance/matrix', name: 'staff-matrix', component: () => import('./MatrixPage.vue'), meta },
];
