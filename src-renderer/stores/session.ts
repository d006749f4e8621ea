import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { idleLimit, type OpenClient, type SessionState } from '@contract/session.ts';
import { client } from '../bridge/client.ts';

/** The session of this window, as the engine tells it: who is signed in, which clients are open, which are locked. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<SessionState>({ who: null, session: null, ended: null, open: [], closed: [] });
  let asked = 0;
  /** The login is over because the program was started anew, and its page still stands. */
  const restarted = ref(false);
  const locked = computed(() => state.value.session?.locked ?? false);
  let patience: ReturnType<typeof setTimeout> | undefined;

  function apply(next: SessionState): void {
    asked++;
    restarted.value = false;
    state.value = next;
  }
  /** Asks the engine anew; an answer that was overtaken is dropped. @throws what the call throws */
  async function load(): Promise<void> {
    const mine = ++asked;
    const next = await client.session.current();
    if (mine !== asked) return;
    restarted.value = false;
    state.value = next;
  }
  /**
   * As {@link load}, after the connection was gone. A login that ended only because the program was started anew leaves its page on the screen, with what is typed there,
   * until the person has taken it over and goes on, or nobody was there for as long as a desk stays open (J3).
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
  /** Tells the engine that the person does something (J3). Only the end of the idle time moves; what else is known of the session stays the same. */
  async function touch(): Promise<void> {
    const { idleEndsAt } = await client.session.touch();
    // Locked, or ended: the engine says what is so now.
    if (idleEndsAt === null) return load();
    const { who, session, open } = state.value;
    state.value = {
      ...state.value,
      who: who && 'idleEndsAt' in who ? { ...who, idleEndsAt } : who,
      session: session && { ...session, idleEndsAt },
      open: open.map((one) => ({ ...one, idleEndsAt: idleEndsAt < one.endsAt ? idleEndsAt : one.endsAt })),
    };
  }
  /** Takes in a client that has just been entered, ahead of the next answer of the engine. */
  function entered(open: OpenClient): void {
    apply({
      ...state.value,
      open: [...state.value.open.filter((other) => other.clientId !== open.clientId), open],
      closed: state.value.closed.filter((tab) => tab.clientId !== open.clientId),
    });
  }
  /** Forgets a client's tab, ahead of the next answer of the engine. */
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
