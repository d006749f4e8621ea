import { Building2, History, KeyRound } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/person',
    name: 'person',
    component: () => import('./PersonPage.vue'),
    meta: {
      area: 'person',
      frame: 'bureau',
      title: 'person.home.title',
      bureau: { at: 'side', place: 10, icon: Building2 },
    },
  },
  {
    path: '/person/account',
    name: 'personAccount',
    component: () => import('./AccountPage.vue'),
    meta: {
      area: 'person',
      frame: 'bureau',
      title: 'person.account.title',
      bureau: { at: 'side', place: 20, icon: KeyRound },
    },
  },
  {
    path: '/person/trail',
    name: 'personTrail',
    component: () => import('./TrailPage.vue'),
    meta: {
      area: 'person',
      frame: 'bureau',
      title: 'trail.person.title',
      bureau: { at: 'side', place: 30, icon: History },
    },
  },
];
