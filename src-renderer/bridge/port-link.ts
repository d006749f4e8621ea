import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { portMessage, type DeskShell } from '@contract/shell.ts';
import { ConnectingLink, hostUnreachable, type LinkConnection } from './link.ts';

/** Milliseconds until a shell that does not answer counts as gone. */
const portPatienceMs = 10_000;

/** The link of the desktop: everything over one message port that the shell hands to this page. */
export function portLink(shell: DeskShell, page: Window): ClientLink<ClientContext> {
  return new ConnectingLink(() => openPort(shell, page));
}

async function openPort(shell: DeskShell, page: Window): Promise<LinkConnection> {
  const port = await new Promise<MessagePort>((resolve, reject) => {
    const stop = (): void => {
      page.removeEventListener('message', receive);
      clearTimeout(patience);
    };
    const receive = (event: MessageEvent): void => {
      const [received] = event.ports;
      // Only the preload of this very window may bring a port.
      if (event.source !== page || event.data !== portMessage || !received) return;
      stop();
      resolve(received);
    };
    const patience = setTimeout(() => {
      stop();
      reject(hostUnreachable());
    }, portPatienceMs);
    page.addEventListener('message', receive);
    shell.requestPort();
  });
  const closed = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve(), { once: true });
  });
  const link = new RPCLink<ClientContext>({ port });
  port.start();
  return { link, closed };
}
