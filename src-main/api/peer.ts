import type { Context, Router } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import {
  encodeResponseMessage,
  MessageType,
  ServerPeer,
  type ServerPeerHandleRequestFn,
} from '@orpc/standard-server-peer';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { defaultMaxBytes } from '@contract/procedure.ts';
import { invalidInput, refusalError, requestErrors, tooLarge, type ErrorMappingOptions } from './error-mapping.ts';
import { isOverfull, maxBytesOf, rpcCall, type AdmitUnread } from './request-limits.ts';

/** One message of a WebSocket or a message port. */
export type PeerMessage = string | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** A connection that carries messages both ways: a WebSocket or a message port. */
export interface PeerConnection {
  send(message: PeerMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Ends the connection after a message that is not ours. */
  drop(reason: string): void;
}

/** Maximum parallel calls per connection; a page needs a few dozen. */
const maxCallsInHand = 256;
/** Separator between the JSON of a message and its files. */
const delimiter = 0xff;
/** How a call from our client begins: its number and its procedure. */
const callHead = /^\{"i":"([^"\\]{1,64})","p":\{"u":"\/([^"\\?#]{1,300})"/;

/** The JSON of a message as bytes, or null if it is no message. */
function jsonOf(message: unknown): { json: Buffer; size: number } | null {
  if (typeof message === 'string') {
    const json = Buffer.from(message);
    return { json, size: json.length };
  }
  if (!(message instanceof ArrayBuffer || message instanceof Uint8Array)) return null;
  const bytes =
    message instanceof ArrayBuffer
      ? Buffer.from(message)
      : Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const end = bytes.indexOf(delimiter);
  return { json: end < 0 ? bytes : bytes.subarray(0, end), size: bytes.length };
}

/**
 * Serves a router over connections of any kind. With the library's own adapters a malformed message becomes an
 * unhandled rejection, so a page could stop the host; here it ends only that connection. A message longer than every
 * default limit is parsed only if its procedure accepts that length and its caller was admitted.
 */
export class PeerServer<T extends Context> {
  readonly #handler: StandardRPCHandler<T>;

  constructor(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any router of this context, as the library types it
    private readonly router: Router<any, T>,
    errors: ErrorMappingOptions,
    private readonly admit?: AdmitUnread<T>,
  ) {
    this.#handler = new StandardRPCHandler(router, { interceptors: [requestErrors(errors)] });
  }

  /** Serves one connection until it closes; closing aborts its calls in progress. */
  serve(connection: PeerConnection, context: T): void {
    const peer = new ServerPeer(async (message) => connection.send(message as PeerMessage));
    const handle = this.#answering(context);
    connection.onClose(() => peer.close());
    connection.onMessage((message) => {
      const read = jsonOf(message);
      if (read === null || peer.length >= maxCallsInHand) return connection.drop('message refused');
      const take = (): void => {
        peer.message(message as PeerMessage, handle).catch(() => connection.drop('malformed message'));
      };
      if (read.size <= defaultMaxBytes && !isOverfull(read.json)) return take();
      this.#large(read, context)
        .then((answer) => (answer === null ? take() : connection.send(answer as PeerMessage)))
        .catch(() => connection.drop('message refused'));
    });
  }

  /** Whether a long message may be parsed: null, or the answer that refuses it. @throws Error if no call can be identified */
  async #large({ json, size }: { json: Buffer; size: number }, context: T): Promise<unknown> {
    const [, id, path] = callHead.exec(json.subarray(0, 512).toString('utf8')) ?? [];
    const call = path === undefined ? null : rpcCall(this.router, path);
    if (id === undefined || call === null) throw new Error('a long message that names no procedure');
    try {
      await this.admit?.(context, call, true);
      if (size > maxBytesOf(call.meta) || isOverfull(json)) throw new InvalidInput([], tooLarge);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof InvalidInput)) throw error;
      const answer = error instanceof Refusal ? refusalError(error) : invalidInput(error.fields, error.message);
      return encodeResponseMessage(id, MessageType.RESPONSE, {
        status: answer.status,
        headers: {},
        body: { json: answer.toJSON() },
      });
    }
  }

  #answering(context: T): ServerPeerHandleRequestFn {
    return async (request) => {
      const { matched, response } = await this.#handler.handle(
        { ...request, body: async () => request.body },
        { context },
      );
      if (matched) return response;
      const error = refusalError(
        new Refusal('NOT_FOUND', '没有这个接口。程序可能刚刚更新，请刷新页面。', { link: 'desk' }),
      );
      return { status: error.status, headers: {}, body: { json: error.toJSON() } };
    };
  }
}
