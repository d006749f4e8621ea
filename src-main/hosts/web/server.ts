import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Context, Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { defaultMaxBytes } from '@contract/procedure.ts';
import { securityHeaders } from '../content-policy.ts';
import type { Desk } from '../../desk/desk.ts';
import { invalidInput, refusalError, requestErrors, type ErrorMappingOptions } from '../../api/error-mapping.ts';
import { reportToStderr } from '../../incidents/incident-log.ts';
import { PeerServer } from '../../api/peer.ts';
import { listRendererFiles, rendererFolder } from '../renderer-files.ts';
import { maxBytesOf, rpcCall, type AdmitUnread } from '../../api/request-limits.ts';
import { admitUnread } from '../../api/admit-unread.ts';
import { createRouter, type CallContext } from '../../api/router.ts';
import {
  callerOf,
  cookieName,
  isOwnHost,
  isOwnOrigin,
  keyOfProtocols,
  windowOf,
  type AdmittedBy,
  type HostAddress,
  type HostSecrets,
} from './admission.ts';
import { Api } from './api.ts';
import { Connections } from './connections.ts';
import { Entries } from './entries.ts';
import { enterPage, notAdmittedPage, notFoundPage, usedEntryPage, wrongHostPage } from './pages.ts';
import { readBody } from './request-body.ts';
import { Sockets } from './sockets.ts';
import { StaticFiles } from './static-files.ts';

/** Milliseconds for open sockets and calls in progress when the host stops. */
const closeGraceMs = 2_000;

/** Another program has the port; `code` is Node's own, so that an entry can distinguish it from other failures. */
export class PortTaken extends Error {
  readonly code = 'EADDRINUSE';
  constructor(readonly port: number) {
    super(`端口 ${port} 已被其他程序占用，请用 --port 换一个端口，或用 --port 0 自动选择。`);
    this.name = 'PortTaken';
  }
}

export interface WebHost {
  /** First address: it admits one browser, once; its token is also the bearer token of other programs. Printed once, never logged. */
  url: string;
  /** Another address that admits one browser, once. @param whenUsed called after it did */
  newAddress(whenUsed?: () => void): string;
  port: number;
  /** Stops accepting, closes sockets and streams, and waits at most {@link closeGraceMs} for calls in progress. */
  close(): Promise<void>;
}

export interface RouterHostOptions<T extends Context> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any router of this context, as the library types it
  router: Router<any, T>;
  contextOf(window: string, origin: 'loopback' | 'http'): T;
  version: string;
  /** 0 chooses a free port. */
  port: number;
  rendererFolder: string;
  errors: ErrorMappingOptions;
  /** Identifies the caller before the body of a call is read; absent: only the host's own admission applies. */
  admit?: AdmitUnread<T>;
}

/** Serves renderer and contract of a desk on 127.0.0.1. Incidents go to `report`, else to standard error. Rejects with {@link PortTaken}. */
export async function startWebHost(
  desk: Desk,
  options: { port: number; rendererFolder?: string; report?: ErrorMappingOptions['report'] },
): Promise<WebHost> {
  const errors = { report: options.report ?? reportToStderr };
  return serveRouter<CallContext>({
    router: createRouter(errors),
    contextOf: (window, origin) => ({ desk, window, origin }),
    version: (await desk.status()).version,
    port: options.port,
    rendererFolder: options.rendererFolder ?? rendererFolder(),
    errors,
    admit: admitUnread,
  });
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** Serves any router as {@link startWebHost} serves the desk's. */
export async function serveRouter<T extends Context>(options: RouterHostOptions<T>): Promise<WebHost> {
  const secrets: HostSecrets = {
    token: randomBytes(32).toString('base64url'),
    cookie: randomBytes(32).toString('base64url'),
  };
  const entries = new Entries(secrets.token);
  const rpc = new RPCHandler(options.router, { interceptors: [requestErrors(options.errors)] });
  const api = new Api(options.router, options.version, options.errors);
  const peers = new PeerServer(options.router, options.errors, options.admit);
  const files = new StaticFiles(await listRendererFiles(options.rendererFolder));
  const sockets = new Sockets();
  const address: HostAddress = { port: 0 };
  let headers: Record<string, string> = {};

  const html = (request: IncomingMessage, response: ServerResponse, status: number, page: string): void => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : page);
  };
  /** A refusal of the host itself, in a form that the caller's client reads as an error of the contract. */
  const refuse = (response: ServerResponse, path: string, refusal: Refusal | InvalidInput): void => {
    const error = refusal instanceof Refusal ? refusalError(refusal) : invalidInput(refusal.fields, refusal.message);
    const body = JSON.stringify(path.startsWith('/rpc/') ? { json: error.toJSON() } : error.toJSON());
    response.writeHead(error.status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(body);
  };

  const admit = (request: IncomingMessage, response: ServerResponse, url: URL, caller: AdmittedBy): void => {
    // A browser that was admitted already needs no entry, so none is used up.
    const verdict = caller === 'browser' ? 'admitted' : entries.use(url.searchParams.get('token') ?? '');
    if (verdict !== 'admitted')
      return html(request, response, 403, verdict === 'used' ? usedEntryPage : notAdmittedPage);
    // A session cookie: it ends with the browser, and the host forgets its value when it stops.
    response.setHeader('set-cookie', `${cookieName(address)}=${secrets.cookie}; HttpOnly; SameSite=Strict; Path=/`);
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'none' && site !== 'same-origin') return html(request, response, 200, enterPage);
    response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end();
  };

  const call = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    caller: AdmittedBy,
  ): Promise<void> => {
    const key = request.headers['x-desk-window'];
    const window = windowOf(typeof key === 'string' ? key : undefined);
    if (window === null) {
      return refuse(
        response,
        path,
        new Refusal('FORBIDDEN', '请求没有说明来自哪个窗口。请刷新页面后再试。', { link: 'session' }),
      );
    }
    response.setHeader('cache-control', 'no-store');
    const isRpc = path.startsWith('/rpc/');
    const context = options.contextOf(window, caller === 'program' || !isRpc ? 'http' : 'loopback');
    const method = request.method ?? 'GET';
    const named = isRpc
      ? method === 'POST'
        ? rpcCall(options.router, path.slice('/rpc'.length))
        : null
      : await api.named(method, path.slice('/api'.length));
    if (named && method !== 'GET') {
      try {
        await options.admit?.(context, named, !(Number(request.headers['content-length']) <= defaultMaxBytes));
        const body = await readBody(request, maxBytesOf(named.meta));
        if (body !== undefined) Object.assign(request, { body });
      } catch (error) {
        if (error instanceof Refusal || error instanceof InvalidInput) return refuse(response, path, error);
        if (request.destroyed) return;
        throw error;
      }
    }
    const done = !named
      ? false
      : !isRpc
        ? await api.serveCall(request, response, context)
        : (await rpc.handle(request, response, { prefix: '/rpc', context } as never)).matched;
    if (!done)
      refuse(
        response,
        path,
        new Refusal('NOT_FOUND', '没有这个接口。程序可能刚刚更新，请刷新页面。', { link: 'desk' }),
      );
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const method = request.method ?? 'GET';
    if (!isOwnHost(request.headers.host, address)) return html(request, response, 421, wrongHostPage);
    // The base is needed only for parsing; the path of the request never chooses a host.
    const url = URL.parse(request.url ?? '/', `http://127.0.0.1:${address.port}`);
    // Two slashes would name a host, and a request line may contain a whole address; both are refused.
    if (!url || !/^\/(?!\/)/.test(request.url ?? '')) return html(request, response, 404, notFoundPage);
    const path = url.pathname;
    const page = method === 'GET' && (path === '/' || path === '/index.html' || path === '/api/');
    const caller = callerOf(request.headers, secrets, address);
    const isCall =
      path.startsWith('/rpc/') ||
      (path.startsWith('/api/') && !['/api/', '/api/openapi.json', '/api/try.js', '/api/try.css'].includes(path));
    if (!isOwnOrigin({ method, upgrade: false, page, caller, headers: request.headers }, address)) {
      return refuse(
        response,
        path,
        new Refusal('FORBIDDEN', '请求来自别的网页，已拒绝。请从工作台里操作。', { link: 'desk' }),
      );
    }
    if (page && path === '/' && url.searchParams.has('token')) return admit(request, response, url, caller);
    if (caller === null) {
      if (!isCall && path !== '/live') return html(request, response, 403, notAdmittedPage);
      return refuse(
        response,
        path,
        new Refusal('FORBIDDEN', '程序已经重新启动过。请用程序打印的新地址打开；输入的内容还在本页，可以先复制。', {
          link: 'desk',
          whoCanMend: '启动程序的人',
        }),
      );
    }
    if (path === '/entry' && method === 'POST') {
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify({ address: addressOf(entries.make()) }));
      return;
    }
    if (path === '/live') {
      response.writeHead(204, { 'cache-control': 'no-store' }).end();
      return;
    }
    if (isCall) return call(request, response, path, caller);
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    if ((await api.serveDocuments(request, response, path)) || (await files.serve(request, response, path))) return;
    html(request, response, 404, notFoundPage);
  };

  const addressOf = (token: string): string => `http://127.0.0.1:${address.port}/?token=${token}`;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.errors.report({
        id: '-',
        place: 'web',
        name: error instanceof Error ? error.name : typeof error,
        message: error instanceof Error ? error.message : '',
        stack: error instanceof Error ? (error.stack ?? null) : null,
      });
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end();
    });
  });
  const connections = new Connections(server);
  server.on('upgrade', (request, socket, head) => {
    const { headers: given } = request;
    if (!isOwnHost(given.host, address)) return Sockets.refuse(socket, 421);
    if (request.url !== '/ws') return Sockets.refuse(socket, 404);
    const caller = callerOf(given, secrets, address);
    if (caller === null || !isOwnOrigin({ method: 'GET', upgrade: true, page: false, caller, headers: given }, address))
      return Sockets.refuse(socket, 403);
    const window = windowOf(keyOfProtocols(given['sec-websocket-protocol']));
    if (window === null) return Sockets.refuse(socket, 400);
    sockets.accept(request, socket, head, (connection) =>
      peers.serve(connection, options.contextOf(window, caller === 'program' ? 'http' : 'loopback')),
    );
  });

  address.port = await listen(server, options.port);
  headers = {
    ...securityHeaders([`ws://127.0.0.1:${address.port}`, `ws://localhost:${address.port}`]),
    'origin-agent-cluster': '?1',
  };
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await Promise.all([connections.close(closeGraceMs), sockets.close(closeGraceMs)]);
  };
  return {
    url: addressOf(secrets.token),
    newAddress: (whenUsed) => addressOf(entries.make(whenUsed)),
    port: address.port,
    close: () => (closing ??= close()),
  };
}
