import { LayoutGrid } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/enterprise',
    name: 'enterprise',
    component: () => import('./EnterprisePage.vue'),
    meta: {
      area: 'enterprise',
      frame: 'bureau',
      title: 'enterprise.home.title',
      bureau: { at: 'side', place: 10, icon: LayoutGrid },
    },
  },
  {
    path: '/new-password',
    name: 'newPassword',
    component: () => import('./TicketPage.vue'),
    meta: { area: 'ticket', frame: 'bare', title: 'enterprise.ticket.title' },
  },
];
