import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The TCP connections of a server, split into those with a call in progress and the rest. Browsers open connections in
 * advance. Node does not count a connection that never carried a request as idle, so stopping would wait for it.
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
    // From here on it is a WebSocket, which other code ends.
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

  /** Stops accepting; closes idle connections now, others after their answer, all after `graceMs` milliseconds. */
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
