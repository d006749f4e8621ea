import { useSessionStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, reactive, watch } from 'vue';
import type { OpenClient, SessionEnd } from '@contract/session.ts';
import { client } from '../bridge/client.ts';
import { assignBadges, coreClientName, loneBadge, shortClientName } from '../shared/pure/client-badge.ts';
import { problemOf } from '../shared/calls/problem.ts';
import { useSession } from './session.ts';
import { mergeOrder } from '../shared/pure/tab-order.ts';

/** A client in the tab strip. `open` is null while it is locked: its session ended, and `ended` says why. */
export interface ClientTab {
  clientId: string;
  name: string;
  shortName: string;
  /** Also without the city, for a crowded strip; the short name if another open client would look the same. */
  coreName: string;
  taxpayerId: string;
  colour: number;
  badge: string;
  open: OpenClient | null;
  ended: SessionEnd | null;
}

/** The tab strip: open and locked clients in this window's order, each with its badge. */
export const useTabs = defineStore('tabs', () => {
  const session = useSession();
  const order = useSessionStorage<string[]>('desk.tabs', []);
  const held = new Map<string, string>();
  /** Why nobody can enter a locked tab's client now (G4, H2, H5), if it was checked; no entry: it can be entered, or it is not known. */
  const cannot = reactive(new Map<string, string>());
  /** The last page of each client, to which its tab returns. */
  const places = reactive(new Map<string, string>());

  const list = computed<ClientTab[]>(() => {
    const { open, closed } = session.state;
    const byId = new Map<string, Omit<ClientTab, 'shortName' | 'coreName' | 'badge'>>();
    for (const tab of closed) byId.set(tab.clientId, { ...tab, open: null });
    for (const tab of open)
      byId.set(tab.clientId, {
        clientId: tab.clientId,
        name: tab.name,
        taxpayerId: tab.taxpayerId,
        colour: tab.colour,
        open: tab,
        ended: null,
      });
    const ordered = mergeOrder(order.value, [...byId.keys()]).flatMap((id) => byId.get(id) ?? []);
    const badges = assignBadges(ordered, held);
    for (const [id, badge] of badges) held.set(id, badge);
    const cores = ordered.map((tab) => coreClientName(tab.name));
    return ordered.map((tab, i) => ({
      ...tab,
      shortName: shortClientName(tab.name),
      coreName:
        cores.indexOf(cores[i] ?? '') === cores.lastIndexOf(cores[i] ?? '')
          ? (cores[i] ?? '')
          : shortClientName(tab.name),
      badge: badges.get(tab.clientId) ?? loneBadge(tab.name),
    }));
  });
  // A client that is entered again keeps its place; an empty strip (signed out, not loaded yet) deletes nothing.
  watch(
    () => list.value.map((tab) => tab.clientId),
    (ids) => {
      if (ids.length > 0 && ids.join() !== order.value.join()) order.value = ids;
    },
    { flush: 'sync' },
  );
  const byId = computed(() => new Map(list.value.map((tab) => [tab.clientId, tab])));

  /** Badge of any client: its tab's, otherwise its own. */
  const badgeOf = (clientId: string, name: string): string => byId.value.get(clientId)?.badge ?? loneBadge(name);

  /** Moves a tab to another place in the strip. */
  function move(clientId: string, to: number): void {
    const ids = list.value.map((tab) => tab.clientId).filter((id) => id !== clientId);
    ids.splice(to, 0, clientId);
    order.value = ids;
  }
  /** Ends the client's session and removes its tab, before the engine's event arrives. */
  async function close(clientId: string): Promise<void> {
    await client.clients.leave({ clientId });
    order.value = list.value.map((tab) => tab.clientId).filter((id) => id !== clientId);
    held.delete(clientId);
    places.delete(clientId);
    cannot.delete(clientId);
    session.left(clientId);
  }
  /** Checks whether a locked tab can be entered again: band and pane show the same result. */
  async function askEnterable(clientId: string): Promise<void> {
    const why = await client.clients.get({ clientId }).then(
      (row) => row.cannotEnter,
      (error: unknown) => {
        const { code, message } = problemOf(error);
        // The client is out of the person's scope now (H5), or gone.
        return code === 'NOT_FOUND' ? message : null;
      },
    );
    if (why === null) cannot.delete(clientId);
    else cannot.set(clientId, why);
  }
  /** The tab to show when this one closes: the next, otherwise the previous one, otherwise none. */
  function neighbour(clientId: string): string | null {
    const at = list.value.findIndex((tab) => tab.clientId === clientId);
    return (list.value[at + 1] ?? list.value[at - 1])?.clientId ?? null;
  }
  return { list, byId, places, cannot, askEnterable, badgeOf, move, close, neighbour };
});
