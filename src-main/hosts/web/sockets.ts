import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PeerConnection } from '../../api/peer.ts';
import { socketProtocol } from './admission.ts';

/** Maximum message in bytes: a browser's calls, with their files, come over HTTP. */
const maxSocketMessage = 20 * 1024 * 1024;
/** Seconds between pings; a socket that did not answer the last one is closed. */
const heartbeatSeconds = 30;
/** Close codes: 1001 the host stops, 1008 the message was refused. */
const goingAway = 1001;
const policyViolation = 1008;

function connectionOf(socket: WebSocket): PeerConnection {
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(message);
    },
    onMessage: (listener) => {
      socket.on('message', (data: Buffer | ArrayBuffer | Buffer[], binary) => {
        const buffer = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
        listener(binary ? new Uint8Array(buffer) : buffer.toString('utf8'));
      });
    },
    onClose: (listener) => {
      socket.on('close', listener);
    },
    drop: (reason) => {
      socket.close(policyViolation, reason);
    },
  };
}

/** The host's WebSockets: each belongs to one window and carries the contract's calls and event streams. */
export class Sockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxSocketMessage,
    perMessageDeflate: false,
    clientTracking: true,
    handleProtocols: () => socketProtocol,
  });
  readonly #heard = new WeakSet<WebSocket>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => this.#ping(), heartbeatSeconds * 1000).unref();
  }

  /** Accepts an upgrade that was already checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, serve: (connection: PeerConnection) => void): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      // A failed socket closes by itself; without a listener its error would end the process.
      webSocket.on('error', () => {});
      webSocket.on('pong', () => this.#heard.add(webSocket));
      this.#heard.add(webSocket);
      serve(connectionOf(webSocket));
    });
  }

  /** Refuses an upgrade with a bare HTTP answer. */
  static refuse(socket: Duplex, status: 400 | 403 | 404 | 421): void {
    socket.on('error', () => {});
    socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }

  #ping(): void {
    for (const socket of this.#server.clients) {
      if (!this.#heard.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }

  /** Closes every socket; those that do not answer within `graceMs` milliseconds are cut. */
  async close(graceMs: number): Promise<void> {
    clearInterval(this.#heartbeat);
    const open = [...this.#server.clients];
    const gone = Promise.all(
      open.map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('close', () => resolve());
          }),
      ),
    );
    for (const socket of open) socket.close(goingAway, 'host stops');
    const cut = setTimeout(() => {
      for (const socket of open) socket.terminate();
    }, graceMs);
    await gone;
    clearTimeout(cut);
    this.#server.close();
  }
}
