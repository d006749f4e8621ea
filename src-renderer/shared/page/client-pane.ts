import { inject, type InjectionKey, type Ref } from 'vue';
import type { OpenClient } from '@contract/session.ts';

/** The client a page works for. It belongs to the pane the page stands in and never changes to another client. */
export interface ClientPane {
  clientId: string;
  /** The session as last known; its `clientSession` names the client in every call. It changes when the client is entered again. */
  client: Readonly<Ref<OpenClient>>;
  badge: Readonly<Ref<string>>;
  /** Whether this pane is the one on the screen; a page stops its clocks and shortcuts while it is not. */
  active: Readonly<Ref<boolean>>;
}
export const clientPaneKey: InjectionKey<ClientPane> = Symbol('client pane');

/** The pane of a client page. @throws Error outside of one: an office page has no client */
export function useClientPane(): ClientPane {
  const pane = inject(clientPaneKey);
  if (!pane) throw new Error('this page stands in no client pane');
  return pane;
}
