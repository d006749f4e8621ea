import type { Context } from '@orpc/server';
import type { MessagePortMain } from 'electron';
import type { PeerConnection, PeerServer } from '../../api/peer.ts';

/** What the server needs of a port; fits Electron's and Node's ports. */
export type ServedPort = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> & {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
};

function connectionOf(port: ServedPort): PeerConnection {
  let open = true;
  port.on('close', () => {
    open = false;
  });
  return {
    send: (message) => {
      if (open) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
    drop: () => {
      open = false;
      port.close();
    },
  };
}

/** Ports of the desktop's windows: one per window. When a reloaded page asks for its port, the old one is closed. */
export class PortServer<T extends Context> {
  readonly #ports = new Map<string, ServedPort>();

  constructor(
    readonly peers: PeerServer<T>,
    readonly contextOf: (window: string) => T,
  ) {}

  /** Serves a window over a port. */
  serve(window: string, port: ServedPort): void {
    this.#ports.get(window)?.close();
    this.#ports.set(window, port);
    port.on('close', () => {
      if (this.#ports.get(window) === port) this.#ports.delete(window);
    });
    this.peers.serve(connectionOf(port), this.contextOf(window));
    port.start();
  }

  /** Closes the connection of a closed window, and aborts its calls in progress. */
  end(window: string): void {
    this.#ports.get(window)?.close();
    this.#ports.delete(window);
  }
}
