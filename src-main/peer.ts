import type { Context, Router } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { ServerPeer, type ServerPeerHandleRequestFn } from '@orpc/standard-server-peer';
import { Refusal } from '@contract/errors.ts';
import { refusalError, requestErrors, type ErrorMappingOptions } from './error-mapping.ts';

/** One message of a WebSocket or a message port. */
export type PeerMessage = string | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** A connection that carries messages both ways: a WebSocket or a message port. */
export interface PeerConnection {
  send(message: PeerMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Ends the connection, because what came in is no message of ours. */
  drop(reason: string): void;
}

/** Calls one connection may have in hand; a page needs a few dozen. */
const maxCallsInHand = 256;
/**
 * Longest message in bytes (characters of a text message): a backup that is given back (`setup.restore`) comes as one, and an office of
 * 300 clients grows by some 20 MB a year.
 */
export const maxMessageBytes = 512 * 1024 * 1024;

/**
 * Serves a router over connections of any kind. The library's own adapters leave a malformed message as an unhandled rejection, which would
 * let a page bring the host down; here it ends that one connection.
 */
export class PeerServer<T extends Context> {
  readonly #handler: StandardRPCHandler<T>;

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any router of this context, as the library types it
  constructor(router: Router<any, T>, errors: ErrorMappingOptions) {
    this.#handler = new StandardRPCHandler(router, { interceptors: [requestErrors(errors)] });
  }

  /** Serves one connection until it closes; closing aborts the calls it had in hand. */
  serve(connection: PeerConnection, context: T): void {
    const peer = new ServerPeer(async (message) => connection.send(message as PeerMessage));
    const handle = this.#answering(context);
    connection.onClose(() => peer.close());
    connection.onMessage((message) => {
      const size = typeof message === 'string' ? message.length : message instanceof ArrayBuffer || message instanceof Uint8Array ? message.byteLength : -1;
      if (size < 0 || size > maxMessageBytes || peer.length >= maxCallsInHand) return connection.drop('message refused');
      peer.message(message as PeerMessage, handle).catch(() => connection.drop('malformed message'));
    });
  }
  #answering(context: T): ServerPeerHandleRequestFn {
    return async (request) => {
      const { matched, response } = await this.#handler.handle({ ...request, body: async () => request.body }, { context });
      if (matched) return response;
      const error = refusalError(new Refusal('NOT_FOUND', '没有这个接口。程序可能刚刚更新，请刷新页面。', { link: 'desk' }));
      return { status: error.status, headers: {}, body: { json: error.toJSON() } };
    };
  }
}
