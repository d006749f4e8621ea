import type { LocationQuery } from 'vue-router';

/** The three logins (A1), in the manual's order. */
export const loginModes = ['enterprise', 'person', 'agency'] as const;
export type LoginMode = (typeof loginModes)[number];
/** What the login page opens with: a login, or another procedure such as recovery. */
export const loginWays = ['ordinary', 'quick', 'register', 'forgot'] as const;
export type LoginWay = (typeof loginWays)[number];

/** Address of the login page in a mode, for links on other pages. @param way omitted: the mode's first page */
export const loginAt = (mode: LoginMode, way?: LoginWay): string =>
  `/sign-in?as=${mode}${way === undefined ? '' : `&way=${way}`}`;

let awaited = '';
/** Passes an enterprise's number to the login page, once; it is in no address, and a reloaded page does not have it. */
export function handOverLogin(taxpayerId: string): void {
  awaited = taxpayerId;
}
/** The last passed number that was not used yet; empty: none. */
export function takeLogin(): string {
  const taken = awaited;
  awaited = '';
  return taken;
}

/** What an address asks of the login page. The default is the agency login; unknown values are ignored. */
export function askedLogin(query: LocationQuery): { mode: LoginMode; way: LoginWay | null } {
  return {
    mode: loginModes.find((one) => one === query['as']) ?? 'agency',
    way: loginWays.find((one) => one === query['way']) ?? null,
  };
}
