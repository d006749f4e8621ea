import { Handshake } from '@lucide/vue';
import type { RouteRecordRaw } from 'vue-router';

const bureau = { area: 'enterprise', frame: 'bureau' } as const;

export const routes: RouteRecordRaw[] = [
  {
    path: '/enterprise/delegation',
    name: 'enterpriseDelegation',
    component: () => import('./DelegationPage.vue'),
    meta: {
      ...bureau,
      title: 'enterpriseDelegation.title',
      bureau: { at: 'side', place: 40, icon: Handshake, needs: ['delegation.manage'], does: ['delegation.manage'] },
    },
  },
  {
    path: '/enterprise/delegation/new',
    name: 'enterpriseRecognise',
    component: () => import('./RecognisePage.vue'),
    meta: { ...bureau, title: 'enterpriseDelegation.recognise' },
  },
  {
    path: '/enterprise/delegation/:agreementId',
    name: 'enterpriseAgreement',
    component: () => import('./AgreementPage.vue'),
    meta: { ...bureau, title: 'enterpriseDelegation.title' },
  },
  {
    path: '/enterprise/delegation/:agreementId/terms',
    name: 'enterpriseAgreementTerms',
    component: () => import('./TermsPage.vue'),
    meta: { ...bureau, title: 'enterpriseDelegation.acts.changeTerms' },
  },
];
