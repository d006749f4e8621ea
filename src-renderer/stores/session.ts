import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { idleLimit, type OpenClient, type SessionState } from '@contract/session.ts';
import { client } from '../bridge/client.ts';

/** The session of this window, from the engine: who is signed in, which clients are open, which are locked. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<SessionState>({ who: null, session: null, ended: null, open: [], closed: [] });
  let asked = 0;
  /** The login is over because the program was restarted, but its page is still shown. */
  const restarted = ref(false);
  const locked = computed(() => state.value.session?.locked ?? false);
  let patience: ReturnType<typeof setTimeout> | undefined;

  function apply(next: SessionState): void {
    asked++;
    restarted.value = false;
    state.value = next;
  }
  /** Asks the engine again; an outdated answer is dropped. @throws the error of the call */
  async function load(): Promise<void> {
    const mine = ++asked;
    const next = await client.session.current();
    if (mine !== asked) return;
    restarted.value = false;
    state.value = next;
  }
  /**
   * Like {@link load}, after the connection was lost. If the login ended only because the program was restarted, its
   * page and the text typed there stay on the screen until the person acknowledges it and continues, or the idle time
   * of a desk is over (J3).
   */
  async function loadAfterGap(): Promise<void> {
    const mine = ++asked;
    const next = await client.session.current();
    if (mine !== asked) return;
    const keeps = state.value.who !== null && !locked.value && next.who === null && next.ended === 'hostRestarted';
    restarted.value = keeps;
    clearTimeout(patience);
    if (keeps) patience = setTimeout(() => void load().catch(() => {}), idleLimit);
    else state.value = next;
  }
  /** Tells the engine that the person does something (J3). Only the end of the idle time changes; other session data stay the same. */
  async function touch(): Promise<void> {
    const { idleEndsAt } = await client.session.touch();
    // Locked, or ended: the engine has the present state.
    if (idleEndsAt === null) return load();
    const { who, session, open } = state.value;
    state.value = {
      ...state.value,
      who: who && 'idleEndsAt' in who ? { ...who, idleEndsAt } : who,
      session: session && { ...session, idleEndsAt },
      open: open.map((one) => ({ ...one, idleEndsAt: idleEndsAt < one.endsAt ? idleEndsAt : one.endsAt })),
    };
  }
  /** Adds a client that was just entered, before the engine's next answer. */
  function entered(open: OpenClient): void {
    apply({
      ...state.value,
      open: [...state.value.open.filter((other) => other.clientId !== open.clientId), open],
      closed: state.value.closed.filter((tab) => tab.clientId !== open.clientId),
    });
  }
  /** Removes a client's tab, before the engine's next answer. */
  function left(clientId: string): void {
    apply({
      ...state.value,
      open: state.value.open.filter((tab) => tab.clientId !== clientId),
      closed: state.value.closed.filter((tab) => tab.clientId !== clientId),
    });
  }

  async function lock(): Promise<void> {
    apply(await client.session.lock());
  }
  async function unlock(personalPassword: string): Promise<void> {
    apply(await client.session.unlock({ personalPassword }));
  }
  async function signOut(): Promise<void> {
    await client.session.signOut();
    apply({ who: null, session: null, ended: null, open: [], closed: [] });
  }

  return {
    state,
    apply,
    load,
    loadAfterGap,
    touch,
    entered,
    left,
    lock,
    unlock,
    signOut,
    staff: computed(() => state.value.session),
    who: computed(() => state.value.who),
    signedIn: computed(() => state.value.session !== null),
    locked,
    restarted,
  };
});
