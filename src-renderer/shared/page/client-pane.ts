import { inject, type InjectionKey, type Ref } from 'vue';
import type { OpenClient } from '@contract/session.ts';

/** The client of a page. It belongs to the pane that contains the page and never changes to another client. */
export interface ClientPane {
  clientId: string;
  /** The last known session; its `clientSession` names the client in every call. It changes when the client is entered again. */
  client: Readonly<Ref<OpenClient>>;
  badge: Readonly<Ref<string>>;
  /** Whether this pane is on the screen; otherwise a page stops its clocks and shortcuts. */
  active: Readonly<Ref<boolean>>;
}
export const clientPaneKey: InjectionKey<ClientPane> = Symbol('client pane');

/** The pane of a client page. @throws Error outside a pane: an office page has no client */
export function useClientPane(): ClientPane {
  const pane = inject(clientPaneKey);
  if (!pane) throw new Error('this page stands in no client pane');
  return pane;
}
