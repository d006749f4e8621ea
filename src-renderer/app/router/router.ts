import type { Component } from 'vue';
import { createRouter, createWebHashHistory, type RouteRecordRaw, type Router } from 'vue-router';
import type { MessageKey } from '../../locales/text.ts';
import type { RailItem } from './rail-item.ts';

/** Which state of desk and session a page belongs to; the guard lets nobody stand on a page of another. */
export type Area = 'setup' | 'passphrase' | 'failed' | 'signIn' | 'staff' | 'enterprise' | 'person' | 'ticket';

/** Where the bureau's frame offers a page: in its side column, or behind the taxpayer's name at the top right (E1). */
export interface BureauEntry {
  at: 'side' | 'menu';
  /** Order among the others, small first. */
  place: number;
  icon: Component;
  /** Permission functions of which the session must hold one; others are not shown it (E1). None: everybody. */
  needs?: readonly string[];
  /** The service of the catalogue that this page does; the services list leads here. */
  does?: readonly string[];
}

declare module 'vue-router' {
  interface RouteMeta {
    area: Area;
    /** `bare`: no rail, no tabs. `office`: rail, tabs. `client`: also the band of `:clientId`. `bureau`: who is signed in at the bureau, for whom, and its pages.
     * `phone`: a narrow window with nothing around it, whoever is or is not signed in. */
    frame: 'bare' | 'office' | 'client' | 'bureau' | 'phone';
    title: MessageKey;
    /** Rail entry that this page lights up; the page of the same route name is where the entry leads. */
    rail?: RailItem;
    /** An office page that waits as it was left (search, scroll) while another is shown; forms leave it out. */
    keep?: boolean;
    /** Only for an office admin; others are not shown it. */
    admin?: boolean;
    /** Entry of a page in the bureau's frame; none: reached from another page. */
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

// Every page folder exports its routes; a folder that is not there yet is simply not found.
const folders = import.meta.glob<{ routes: RouteRecordRaw[] }>('../../pages/*/routes.ts', { eager: true });

/** The router: hash history, because the desktop serves one file. @param area what the guard holds every page against */
export function createDeskRouter(area: () => Area): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      ...Object.values(folders).flatMap((folder) => folder.routes),
      { path: '/:rest(.*)*', name: 'unknown', component: { render: () => null } },
    ],
  });
  /** A state without a page of its own is told by the page of failures rather than by nothing. */
  const home = (): string => (router.resolve(areaHome[area()]).name === 'unknown' ? areaHome.failed : areaHome[area()]);
  router.beforeEach((to) =>
    to.path === home() || to.meta.area === area() || to.meta.frame === 'phone' ? true : home(),
  );
  return router;
}
