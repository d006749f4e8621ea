import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The TCP connections of a server, told apart into those with a call in hand and the rest. Browsers open connections ahead of need; Node does not count
 * one that never carried a request as idle, so that stopping would wait for it.
 */
export class Connections {
  readonly #open = new Set<Socket>();
  readonly #busy = new Map<Socket, number>();
  #stopping = false;

  constructor(readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
      });
    });
    server.prependListener('request', (request: { socket: Socket }, response: ServerResponse) =>
      this.#working(request.socket, response),
    );
    // From here on it is a WebSocket, and not ours to end.
    server.prependListener('upgrade', (request: { socket: Socket }) => {
      this.#open.delete(request.socket);
    });
  }

  #working(socket: Socket, response: ServerResponse): void {
    this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (this.#busy.get(socket) ?? 1) - 1;
      if (left > 0) {
        this.#busy.set(socket, left);
        return;
      }
      this.#busy.delete(socket);
      if (this.#stopping) socket.end();
    });
  }

  /** Stops accepting; ends idle connections now, others when their call is answered, all after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#stopping = true;
    const stopped = new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
    for (const socket of this.#open) if (!this.#busy.has(socket)) socket.destroy();
    const cut = setTimeout(() => {
      for (const socket of this.#open) socket.destroy();
    }, graceMs);
    await stopped;
    clearTimeout(cut);
  }
}
