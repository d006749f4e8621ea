import { DynamicLink, type ClientContext, type ClientLink } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { callError, ConnectingLink, hostRestarted, hostUnreachable, type LinkConnection } from './link.ts';
import { windowKey } from './window-key.ts';

/**
 * Procedures whose answer is a stream. They share one WebSocket, because streams over HTTP would use up the six connections that a
 * browser grants an origin, all windows together. A contract test holds this list against the contract.
 */
export const streamingProcedures: readonly string[] = ['events.subscribe'];

/** What the link needs of the browser; a test gives its own. */
export interface WebSurroundings {
  /** Origin of the host, `http://127.0.0.1:4100`. */
  origin: string;
  /** Key of this window; calls wait for it. */
  key: Promise<string>;
  fetch: (request: Request, init: RequestInit) => Promise<Response>;
  socket: (url: string, protocols: string[]) => WebSocket;
}

/** The link of the loopback host: calls over HTTP, streams over one WebSocket. */
export function webLink(
  surroundings: WebSurroundings,
  streaming: readonly string[] = streamingProcedures,
): ClientLink<ClientContext> {
  const { origin, key } = surroundings;
  const calls = new FetchLink({
    url: `${origin}/rpc`,
    fetch: (request, init) => surroundings.fetch(request, init),
    headers: async () => ({ 'x-desk-window': await key }),
    interceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          throw callError(error, call.signal);
        }
      },
    ],
  });
  const streams = new ConnectingLink(() => openSocket(surroundings));
  return new DynamicLink((_options, path) => (streaming.includes(path.join('.')) ? streams : calls));
}

/** The link of this page to the host it came from. */
export function pageWebLink(): ClientLink<ClientContext> {
  return webLink({
    origin: location.origin,
    key: windowKey({
      storage: sessionStorage,
      locks: navigator.locks,
      random: (bytes) => crypto.getRandomValues(bytes),
    }),
    fetch: (request, init) => fetch(request, init),
    socket: (url, protocols) => new WebSocket(url, protocols),
  });
}

async function openSocket({ origin, key, fetch, socket }: WebSurroundings): Promise<LinkConnection> {
  // A WebSocket of a browser carries no headers; the subprotocol is the one place for the key that no address log sees.
  const websocket = socket(`${origin.replace(/^http/, 'ws')}/ws`, ['desk', `desk.${await key}`]);
  const closed = new Promise<void>((resolve) => {
    websocket.addEventListener('close', () => resolve(), { once: true });
  });
  const open = await new Promise<boolean>((resolve) => {
    websocket.addEventListener('open', () => resolve(true), { once: true });
    websocket.addEventListener('close', () => resolve(false), { once: true });
  });
  if (!open) {
    // A browser does not tell a page why a WebSocket failed; a plain request does.
    const { status } = await fetch(new Request(`${origin}/live`), { cache: 'no-store' });
    throw status === 403 ? hostRestarted() : hostUnreachable();
  }
  return { link: new SocketLink({ websocket }), closed };
}
