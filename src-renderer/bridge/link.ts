import { ORPCError, type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client';
import type { RefusalData } from '@contract/errors.ts';

/** Code of the one error that a call has when the host cannot be reached; the host itself never sends it. */
export const hostUnreachableCode = 'HOST_UNREACHABLE';

/** The error of a call whose answer never came: it may or may not have been carried out. */
export function hostUnreachable(cause?: unknown): ORPCError<typeof hostUnreachableCode, RefusalData> {
  return new ORPCError(hostUnreachableCode, {
    status: 503,
    message: '与本机程序的连接断开了，刚才的操作没有得到确认。输入的内容还在本页；状态栏显示恢复后，请先核对再试。',
    data: { rule: null, link: 'desk', whoCanMend: null },
    cause,
  });
}

/** Code of the error after the host was started anew: its cookie of old is void, and only the new address helps. */
export const hostRestartedCode = 'HOST_RESTARTED';

/** The error of a page whose host no longer knows it. */
export function hostRestarted(): ORPCError<typeof hostRestartedCode, RefusalData> {
  return new ORPCError(hostRestartedCode, {
    status: 403,
    message: '程序已经重新启动过。请用程序打印的新地址打开；输入的内容还在本页，可以先复制。',
    data: { rule: null, link: 'desk', whoCanMend: null },
  });
}

/** Tells errors of the contract and calls given up by the page from a lost host. */
export function callError(error: unknown, signal: AbortSignal | undefined): unknown {
  return error instanceof ORPCError || signal?.aborted ? error : hostUnreachable(error);
}

/** An open connection: a WebSocket or a message port. */
export interface LinkConnection {
  link: ClientLink<ClientContext>;
  /** Settles when the connection is gone, for whatever reason. */
  closed: Promise<unknown>;
}

/**
 * A link over a connection that may be lost. The first call opens it, calls made meanwhile wait, a failed opening
 * rejects them all, and the next call after a loss opens anew. Nothing is sent twice: what was under way rejects.
 */
export class ConnectingLink implements ClientLink<ClientContext> {
  #connection: Promise<LinkConnection> | null = null;

  constructor(readonly open: () => Promise<LinkConnection>) {}

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    try {
      const connection = await (this.#connection ??= this.#connect());
      return await connection.link.call(path, input, options);
    } catch (error) {
      throw callError(error, options.signal);
    }
  }

  #connect(): Promise<LinkConnection> {
    const connecting = this.open();
    const forget = (): void => {
      if (this.#connection === connecting) this.#connection = null;
    };
    connecting.then((connection) => connection.closed.then(forget, forget), forget);
    return connecting;
  }
}
