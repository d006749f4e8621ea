import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket as NodeSocket } from 'ws';
import { PeerServer } from '../../../../src-main/api/peer.ts';
import type { CallContext } from '../../../../src-main/api/guard/admit.ts';
import { PortServer, type ServedPort } from '../../../../src-main/hosts/shell/port-server.ts';
import { serveRouter } from '../../../../src-main/hosts/web/server.ts';
import { portLink } from '../../../../src-renderer/bridge/port-link.ts';
import { webLink } from '../../../../src-renderer/bridge/web-link.ts';
import { openShellPage } from '../../shell/shell-page.ts';
import { probeContract, type Probe, type ProbeContract } from './probe.ts';

export type ProbeClient = ContractRouterClient<ProbeContract>;

/** One window of one transport. */
export interface OpenTransport {
  client: ProbeClient;
  /** A second window of the same host. */
  second: ProbeClient;
  origin: CallContext['origin'];
  close(): Promise<void>;
}

export interface Transport {
  name: string;
  open(probe: Probe): Promise<OpenTransport>;
}

const clientOver = (link: ClientLink<ClientContext>): ProbeClient => createORPCClient(link);
const errorsOf = (probe: Probe) => ({
  report: (incident: Probe['incidents'][number]) => {
    probe.incidents.push(incident);
  },
});
const everyProcedure = Object.entries(probeContract).flatMap(([area, procedures]) =>
  Object.keys(procedures).map((name) => `${area}.${name}`),
);

/** The real host; its own bridge, sending everything over HTTP or everything over the WebSocket, with the cookie a browser would send. */
function web(name: string, streaming: readonly string[]): Transport {
  return {
    name,
    open: async (probe) => {
      const folder = await mkdtemp(join(tmpdir(), 'desk-renderer-'));
      await writeFile(join(folder, 'index.html'), '<!doctype html>');
      const host = await serveRouter<CallContext>({
        router: probe.router,
        contextOf: (window, origin) => ({ desk: probe.desk, window, origin }),
        version: '9.9.9',
        port: 0,
        rendererFolder: folder,
        errors: errorsOf(probe),
      });
      const admitted = await fetch(host.url, { redirect: 'manual' });
      const cookie = admitted.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const origin = new URL(host.url).origin;
      const sockets: NodeSocket[] = [];
      const open = (key: string): ProbeClient =>
        clientOver(
          webLink(
            {
              origin,
              key: Promise.resolve(key),
              fetch: (request, init) => {
                request.headers.set('cookie', cookie);
                request.headers.set('origin', origin);
                return fetch(request, init);
              },
              socket: (url, protocols) => {
                const socket = new NodeSocket(url, protocols, { headers: { cookie, origin } });
                socket.binaryType = 'arraybuffer';
                sockets.push(socket);
                return socket as never;
              },
            },
            streaming,
          ),
        );
      return {
        client: open('a'.repeat(43)),
        second: open('b'.repeat(43)),
        origin: 'loopback',
        close: async () => {
          for (const socket of sockets) socket.close();
          await host.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  };
}

const inProcess: Transport = {
  name: 'in process',
  open: async (probe) => {
    const client = (window: string): ProbeClient =>
      createRouterClient(probe.router, { context: { desk: probe.desk, window, origin: 'test' } });
    return { client: client('one'), second: client('two'), origin: 'test', close: async () => {} };
  },
};

const messagePort: Transport = {
  name: 'message port',
  open: async (probe) => {
    const peers = new PeerServer<CallContext>(probe.router, errorsOf(probe));
    const server = new PortServer(peers, (window) => ({ desk: probe.desk, window, origin: 'test' as const }));
    const ports: MessagePort[] = [];
    const open = (window: string): ProbeClient => {
      const { port1, port2 } = new MessageChannel();
      const served: ServedPort = {
        on: (event: string, listener: (event: { data: unknown }) => void) =>
          port1.on(event as 'message', (data: unknown) => listener({ data })),
        postMessage: (message) => port1.postMessage(message),
        start: () => port1.start(),
        close: () => port1.close(),
      };
      server.serve(window, served);
      ports.push(port2 as unknown as MessagePort);
      return clientOver(new PortLink({ port: port2 }));
    };
    return {
      client: open('one'),
      second: open('two'),
      origin: 'test',
      close: async () => {
        for (const port of ports) port.close();
      },
    };
  },
};

/** The shell's own handover of a port, driven through the double of Electron, to the renderer's own bridge. */
const electronPort: Transport = {
  name: 'Electron port',
  open: async (probe) => {
    const peers = new PeerServer<CallContext>(probe.router, errorsOf(probe));
    const pages = [await openShellPage(peers, probe.desk), await openShellPage(peers, probe.desk)] as const;
    const [first, second] = pages.map((page) => clientOver(portLink(page.shell, page.page))) as [
      ProbeClient,
      ProbeClient,
    ];
    return {
      client: first,
      second,
      origin: 'electron',
      close: async () => {
        for (const page of pages) page.close();
      },
    };
  },
};

/** Every way from a page to the router. */
export const transports: readonly Transport[] = [
  inProcess,
  web('HTTP', []),
  web('WebSocket', everyProcedure),
  messagePort,
  electronPort,
];
