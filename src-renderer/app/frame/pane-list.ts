import type { RouteLocationNormalizedLoaded } from 'vue-router';

/** A client whose pages stay in the document. */
export interface KeptPane {
  clientId: string;
  route: RouteLocationNormalizedLoaded;
}

/** Maximum clients whose pages are kept; the least recently used one is dropped. */
export const mostPanes = 10;

/**
 * The panes after the client `now` is shown. It becomes the newest, with its new route; closed tabs and panes beyond
 * {@link mostPanes} are dropped. The order in the document never changes, so that no element moves and loses its state.
 */
export function keptPanes(
  panes: readonly KeptPane[],
  recent: readonly string[],
  tabs: ReadonlySet<string>,
  now: KeptPane | null,
): KeptPane[] {
  const keep = new Set(recent.filter((id) => tabs.has(id)).slice(0, mostPanes));
  const next = panes
    .filter((pane) => keep.has(pane.clientId))
    .map((pane) => (pane.clientId === now?.clientId ? now : pane));
  return now && tabs.has(now.clientId) && !next.some((pane) => pane.clientId === now.clientId) ? [...next, now] : next;
}
