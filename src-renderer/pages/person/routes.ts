import { Building2, KeyRound } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/person', name: 'person', component: () => import('./PersonPage.vue'), meta: { area: 'person', frame: 'bureau', title: 'person.home.title', bureau: { at: 'side', place: 10, icon: Building2 } } },
  { path: '/person/account', name: 'personAccount', component: () => import('./AccountPage.vue'), meta: { area: 'person', frame: 'bureau', title: 'person.account.title', bureau: { at: 'side', place: 20, icon: KeyRound } } },
];
