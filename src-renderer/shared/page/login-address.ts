import type { LocationQuery } from 'vue-router';

/** The three logins (A1), in the manual's order. */
export const loginModes = ['enterprise', 'person', 'agency'] as const;
export type LoginMode = (typeof loginModes)[number];
/** What the login page opens with: a way to log in, or a way round it. */
export const loginWays = ['ordinary', 'quick', 'register', 'forgot'] as const;
export type LoginWay = (typeof loginWays)[number];

/** Address of the login page in a mode, for links of other pages. @param way left out: the mode's own beginning */
export const loginAt = (mode: LoginMode, way?: LoginWay): string =>
  `/sign-in?as=${mode}${way === undefined ? '' : `&way=${way}`}`;

let awaited = '';
/** Hands the number of an enterprise over to the login page, once; it stands in no address, and no page that is loaded anew has it. */
export function handOverLogin(taxpayerId: string): void {
  awaited = taxpayerId;
}
/** The number that was handed over last and is not taken yet; empty: none. */
export function takeLogin(): string {
  const taken = awaited;
  awaited = '';
  return taken;
}

/** What an address asks of the login page. This program's users begin with the agency's; what is not known asks for nothing. */
export function askedLogin(query: LocationQuery): { mode: LoginMode; way: LoginWay | null } {
  return {
    mode: loginModes.find((one) => one === query['as']) ?? 'agency',
    way: loginWays.find((one) => one === query['way']) ?? null,
  };
}
