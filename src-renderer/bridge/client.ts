import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { DeskEvent } from '@contract/events.ts';
import type { Contract } from '@contract/index.ts';
import { EventStream, waitInPage } from './event-stream.ts';
import { portLink } from './port-link.ts';
import { pageWebLink } from './web-link.ts';

export type DeskClient = ContractRouterClient<Contract>;
export type { ConnectionState } from './event-stream.ts';

/** The contract client of this page: over the desktop's message port where there is one, else over HTTP and WebSocket. */
export const client: DeskClient = createORPCClient(
  window.deskShell ? portLink(window.deskShell, window) : pageWebLink(),
);

/** The desk's events (ADR-0024); `deskEvents.state` tells how the connection stands. */
export const deskEvents = new EventStream<DeskEvent>({
  open: (signal) => client.events.subscribe(undefined, { signal }),
  wait: waitInPage,
  report: (error) => {
    reportError(error);
  },
});

window.addEventListener('online', () => deskEvents.retryNow());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') deskEvents.retryNow();
});
