import { defineStore } from 'pinia';
import { useRouter } from 'vue-router';
import { useEntering, type EnterTarget } from './entering.ts';
import { useSession } from './session.ts';
import { useTabs } from './tabs.ts';
import { useUnfinished } from './unfinished.ts';
import { notifyNote, notifyProblem } from '../shared/calls/notify.ts';

/** Acts on clients that title bar, tabs, keys, menu and palette share. */
export const useDeskActs = defineStore('deskActs', () => {
  const router = useRouter();
  const [tabs, entering, session, unfinished] = [useTabs(), useEntering(), useSession(), useUnfinished()];
  const activeId = (): string | null => {
    const { meta, params } = router.currentRoute.value;
    return meta.frame === 'client' && typeof params['clientId'] === 'string' ? params['clientId'] : null;
  };

  /** Shows a client at its last page; makes no request (G5). */
  function activate(clientId: string): void {
    void router.push(tabs.places.get(clientId) ?? `/client/${clientId}`);
  }
  /** Opens a client: shows it if it is open, otherwise enters it (G3) and shows it then. If `cannot` is given, shows this reason instead. */
  async function openClient(target: EnterTarget, cannot: string | null = null): Promise<void> {
    if (session.state.open.some((open) => open.clientId === target.clientId)) {
      activate(target.clientId);
      return;
    }
    if (cannot !== null) {
      notifyNote(`${target.name}：${cannot}`);
      return;
    }
    if (await entering.enter(target)) activate(target.clientId);
  }
  async function reenter(clientId: string): Promise<void> {
    const tab = tabs.byId.get(clientId);
    if (tab)
      await entering.enter({
        clientId,
        name: tab.name,
        taxpayerId: tab.taxpayerId,
        colour: tab.colour,
        remembered: null,
      });
  }
  /** Closes a client and shows the next one. */
  async function closeClient(clientId: string): Promise<void> {
    if (!(await unfinished.mayClose(clientId))) return;
    const next = activeId() === clientId ? tabs.neighbour(clientId) : null;
    const leaves = activeId() === clientId;
    try {
      await tabs.close(clientId);
      if (!leaves) return;
      if (next === null) await router.push('/clients');
      else activate(next);
    } catch (error) {
      notifyProblem(error, () => {
        void closeClient(clientId);
      });
    }
  }
  /** @param by 1: the next tab, -1: the previous one; wraps around. From an office page: the first or the last. */
  function cycle(by: 1 | -1): void {
    const list = tabs.list;
    if (list.length === 0) return;
    const at = list.findIndex((tab) => tab.clientId === activeId());
    const next = list[at < 0 ? (by === 1 ? 0 : list.length - 1) : (at + by + list.length) % list.length];
    if (next) activate(next.clientId);
  }
  /** Tab at a position, from 1; an empty position does nothing, so that a wrong key opens no other client. */
  function activateAt(place: number): void {
    const tab = tabs.list[place - 1];
    if (tab) activate(tab.clientId);
  }
  async function signOut(): Promise<void> {
    if (!(await unfinished.mayCloseAll())) return;
    try {
      await session.signOut();
    } catch (error) {
      notifyProblem(error, () => {
        void signOut();
      });
    }
  }
  return { activeId, activate, openClient, reenter, closeClient, cycle, activateAt, signOut };
});
export type DeskActs = ReturnType<typeof useDeskActs>;
