import { DynamicLink, type ClientContext, type ClientLink } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { callError, ConnectingLink, hostUnreachable, type Connection } from './bridge-link.ts';
import { windowKey } from './bridge-window.ts';

/**
 * Procedures whose answer is a stream. They share one WebSocket, because streams over HTTP would use up the six connections that a
 * browser grants an origin, all windows together. A contract test holds this list against the contract.
 */
export const streamingProcedures: readonly string[] = ['events.subscribe'];

/** The link of the loopback host: calls over HTTP, streams over one WebSocket. */
export function webLink(origin: string, key: Promise<string>): ClientLink<ClientContext> {
  const calls = new FetchLink({
    url: `${origin}/rpc`,
    headers: async () => ({ 'x-desk-window': await key }),
    interceptors: [async ({ next, signal }) => {
      try {
        return await next();
      } catch (error) {
        throw callError(error, signal);
      }
    }],
  });
  const streams = new ConnectingLink(() => openSocket(`${origin.replace(/^http/, 'ws')}/ws`, key));
  return new DynamicLink((_options, path) => (streamingProcedures.includes(path.join('.')) ? streams : calls));
}

/** The link of this page to the host it came from. */
export function pageWebLink(): ClientLink<ClientContext> {
  return webLink(location.origin, windowKey({ storage: sessionStorage, locks: navigator.locks, random: (bytes) => crypto.getRandomValues(bytes) }));
}

async function openSocket(url: string, key: Promise<string>): Promise<Connection> {
  // A WebSocket of a browser carries no headers; the subprotocol is the one place for the key that no address log sees.
  const websocket = new WebSocket(url, ['desk', `desk.${await key}`]);
  const closed = new Promise<void>((resolve) => { websocket.addEventListener('close', () => resolve(), { once: true }); });
  await new Promise<void>((resolve, reject) => {
    websocket.addEventListener('open', () => resolve(), { once: true });
    websocket.addEventListener('close', () => reject(hostUnreachable()), { once: true });
  });
  return { link: new SocketLink({ websocket }), closed };
}
