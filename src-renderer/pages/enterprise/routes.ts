import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/enterprise', name: 'enterprise', component: () => import('./EnterprisePage.vue'), meta: { area: 'enterprise', frame: 'bare', title: 'enterprise.home.title' } },
  { path: '/new-password', name: 'newPassword', component: () => import('./TicketPage.vue'), meta: { area: 'ticket', frame: 'bare', title: 'enterprise.ticket.title' } },
];
