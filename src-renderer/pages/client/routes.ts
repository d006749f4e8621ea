import type { RouteRecordRaw } from 'vue-router';

const meta = { area: 'staff', frame: 'client' } as const;

export const routes: RouteRecordRaw[] = [
  {
    path: '/client/:clientId',
    component: () => import('./ClientWorkspace.vue'),
    meta: { ...meta, title: 'client.nav.home' },
    children: [
      {
        path: '',
        name: 'client.home',
        component: () => import('./home/ClientHome.vue'),
        meta: { ...meta, title: 'client.nav.home' },
      },
      {
        path: 'services',
        name: 'client.catalogue',
        component: () => import('./catalogue/ServiceCatalogue.vue'),
        meta: { ...meta, title: 'client.nav.catalogue' },
      },
      {
        path: 'vat/:period?',
        name: 'client.vat',
        component: () => import('./vat/VatPage.vue'),
        meta: { ...meta, title: 'client.nav.vat' },
      },
      {
        path: 'filings',
        name: 'client.filings',
        component: () => import('./filings/FilingList.vue'),
        meta: { ...meta, title: 'client.nav.filings' },
      },
      {
        path: 'filings/:filingId',
        name: 'client.filing',
        component: () => import('./filings/FilingView.vue'),
        meta: { ...meta, title: 'client.filings.one' },
      },
      {
        path: 'payments',
        name: 'client.payments',
        component: () => import('./payments/PaymentsPage.vue'),
        meta: { ...meta, title: 'client.nav.payments' },
      },
      {
        path: 'certificate',
        name: 'client.certificate',
        component: () => import('./certificate/CertificatePage.vue'),
        meta: { ...meta, title: 'client.nav.certificate' },
      },
    ],
  },
];
