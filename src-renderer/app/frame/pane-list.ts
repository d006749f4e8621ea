import type { RouteLocationNormalizedLoaded } from 'vue-router';

/** A client whose pages are kept in the document. */
export interface KeptPane {
  clientId: string;
  route: RouteLocationNormalizedLoaded;
}

/** Most clients whose pages are kept at once; the one used longest ago gives way. */
export const mostPanes = 10;

/**
 * The panes after the client `now` is shown: it takes the newest place with its new route, closed tabs go, and so does whatever is
 * beyond {@link mostPanes}. The order in the document never changes, so that nothing is moved and nothing loses its state.
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
