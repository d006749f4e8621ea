import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Secrets of one run of the host; they end with it (ADR-0013). */
export interface HostSecrets {
  /** Part of the first address, and the bearer token of other programs. */
  token: string;
  /** Value of the cookie; different from the token, so that neither reveals the other. */
  cookie: string;
}

/** The addresses of this host: a request may name no others. */
export interface HostAddress {
  port: number;
}

/** Cookies ignore ports, so its name contains the port: two hosts on one machine must not log each other out. */
export function cookieName(address: HostAddress): string {
  return `desk-${address.port}`;
}

/** Compares in constant time, for any lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Refuses DNS rebinding: a page of another host name that resolves to this machine still sends its own name. */
export function isOwnHost(host: string | undefined, address: HostAddress): boolean {
  return host === `127.0.0.1:${address.port}` || host === `localhost:${address.port}`;
}

function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** Sender of a request: an admitted browser, another program with the token, or unknown. */
export type AdmittedBy = 'browser' | 'program' | null;

/** Reads cookie and bearer token. A wrong bearer token makes the sender unknown, even with a good cookie. */
export function callerOf(headers: IncomingHttpHeaders, secrets: HostSecrets, address: HostAddress): AdmittedBy {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = /^Bearer ([\w-]{1,256})$/.exec(authorization)?.[1];
    return token !== undefined && sameSecret(token, secrets.token) ? 'program' : null;
  }
  const cookie = cookieValue(headers.cookie, cookieName(address));
  return cookie !== null && sameSecret(cookie, secrets.cookie) ? 'browser' : null;
}

/** The parts of a request that show its origin. */
export interface OriginFacts {
  method: string;
  /** A WebSocket upgrade: a GET that can do anything a POST can. */
  upgrade: boolean;
  /** Only the host's own page is requested; a link or a typed address may lead to it. */
  page: boolean;
  caller: AdmittedBy;
  headers: IncomingHttpHeaders;
}

/**
 * Whether a request comes from a page of this host, or from no page at all. For a browser another port of this machine
 * is `same-site`, and the SameSite cookie is sent to it, so the cookie alone proves nothing.
 */
export function isOwnOrigin(facts: OriginFacts, address: HostAddress): boolean {
  const { headers } = facts;
  const site = headers['sec-fetch-site'];
  const navigation = facts.page && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigation) return false;
  if (headers.origin !== undefined)
    return isOwnHost(headers.host, address) && headers.origin === `http://${headers.host}`;
  const changes = facts.upgrade || (facts.method !== 'GET' && facts.method !== 'HEAD');
  // A browser always names the origin of such a request; a program with the token has none.
  return !changes || facts.caller === 'program';
}

/** At least 128 bits, in base64url; the renderer sends 256. */
const windowKey = /^[A-Za-z0-9_-]{22,128}$/;

/** The window's identity for the router: a hash, so that logs and the trail never contain the key itself. Null: no valid key. */
export function windowOf(key: string | undefined): string | null {
  return key !== undefined && windowKey.test(key) ? createHash('sha256').update(key).digest('hex') : null;
}

/** Subprotocol that the host chooses; a second one carries the window's key, because a browser's WebSocket cannot send headers. */
export const socketProtocol = 'desk';

/** Key of the window that opens a WebSocket, from its offered subprotocols. */
export function keyOfProtocols(header: string | undefined): string | undefined {
  const offered = (header ?? '').split(',').map((name) => name.trim());
  return offered.includes(socketProtocol)
    ? offered.find((name) => name.startsWith('desk.'))?.slice('desk.'.length)
    : undefined;
}
