import type { Component } from 'vue';
import { createRouter, createWebHashHistory, type RouteRecordRaw, type Router } from 'vue-router';
import type { MessageKey } from '../../locales/text.ts';
import type { RailItem } from './rail-item.ts';

/** The state of desk and session that a page belongs to; the guard leaves a page of another state. */
export type Area = 'setup' | 'passphrase' | 'failed' | 'signIn' | 'staff' | 'enterprise' | 'person' | 'ticket';

/** Where the bureau's frame shows a page: in its side column, or behind the taxpayer's name at the top right (E1). */
export interface BureauEntry {
  at: 'side' | 'menu';
  /** Position among the others, smallest first. */
  place: number;
  icon: Component;
  /** The session must hold one of these permission functions to see the page (E1). None: everybody sees it. */
  needs?: readonly string[];
  /** The catalogue service that this page does; the services list links to it. */
  does?: readonly string[];
}

declare module 'vue-router' {
  interface RouteMeta {
    area: Area;
    /** `bare`: no rail, no tabs. `office`: rail, tabs. `client`: also the band of `:clientId`. `bureau`: who is signed in at the bureau, for whom, and its pages.
     * `phone`: a narrow window with nothing around it, whoever is or is not signed in. */
    frame: 'bare' | 'office' | 'client' | 'bureau' | 'phone';
    title: MessageKey;
    /** Rail entry that this page highlights; it links to the page with the same route name. */
    rail?: RailItem;
    /** An office page that is kept (search, scroll) while another is shown; forms are not. */
    keep?: boolean;
    /** Only for an office admin; not shown to others. */
    admin?: boolean;
    /** Entry of a page in the bureau's frame; none: another page links to it. */
    bureau?: BureauEntry;
  }
}

/** Home of each area. */
export const areaHome: Record<Area, string> = {
  setup: '/setup',
  passphrase: '/unlock',
  failed: '/failed',
  signIn: '/sign-in',
  staff: '/clients',
  enterprise: '/enterprise',
  person: '/person',
  ticket: '/new-password',
};

// Every page folder exports its routes.
const folders = import.meta.glob<{ routes: RouteRecordRaw[] }>('../../pages/*/routes.ts', { eager: true });

/** The router: hash history, because the desktop serves one file. @param area the area that the guard checks every page against */
export function createDeskRouter(area: () => Area): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      ...Object.values(folders).flatMap((folder) => folder.routes),
      { path: '/:rest(.*)*', name: 'unknown', component: { render: () => null } },
    ],
  });
  /** For a state without a page of its own, the failure page is better than no page. */
  const home = (): string => (router.resolve(areaHome[area()]).name === 'unknown' ? areaHome.failed : areaHome[area()]);
  router.beforeEach((to) =>
    to.path === home() || to.meta.area === area() || to.meta.frame === 'phone' ? true : home(),
  );
  return router;
}
