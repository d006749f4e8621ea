import { ClipboardList, Users } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

const people = ['social.members', 'social.register', 'social.salary'];
const months = ['social.declare', 'social.correct', 'social.pay', 'social.records'];

export const routes: RouteRecordRaw[] = [
  {
    path: '/social-insurance/people',
    name: 'social.people',
    component: () => import('./InsuredPeoplePage.vue'),
    meta: {
      area: 'enterprise',
      frame: 'bureau',
      title: 'social.people.title',
      bureau: { at: 'side', place: 60, icon: Users, needs: people, does: people },
    },
  },
  {
    path: '/social-insurance/months',
    name: 'social.months',
    component: () => import('./MonthsPage.vue'),
    meta: {
      area: 'enterprise',
      frame: 'bureau',
      title: 'social.months.title',
      bureau: { at: 'side', place: 61, icon: ClipboardList, needs: months, does: months },
    },
  },
  {
    path: '/social-insurance/months/:month(\\d{4}-\\d{2})',
    name: 'social.month',
    component: () => import('./DeclarationPage.vue'),
    meta: { area: 'enterprise', frame: 'bureau', title: 'social.months.one' },
  },
];
