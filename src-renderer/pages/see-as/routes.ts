import { Eye } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/see-as',
    name: 'seeAs',
    component: () => import('./SeeAsPage.vue'),
    meta: { area: 'staff', frame: 'office', title: 'seeAs.title', rail: 'staff', admin: true },
  },
  {
    path: '/enterprise/see-as',
    name: 'enterprise.seeAs',
    component: () => import('./HandlerSeeAsPage.vue'),
    meta: {
      area: 'enterprise',
      frame: 'bureau',
      title: 'seeAs.title',
      bureau: { at: 'menu', place: 80, icon: Eye, needs: ['staff.maintain'] },
    },
  },
];
