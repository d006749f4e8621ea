import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { OpenClient } from '@contract/session.ts';
import { client } from '../bridge/client.ts';
import { problemOf, type Problem } from '../shared/calls/problem.ts';
import { useDesk } from './desk.ts';
import { useSession } from './session.ts';
import { useVault } from './vault.ts';

/** A client to enter, with the data of a list row, a tab or the palette. */
export interface EnterTarget {
  clientId: string;
  name: string;
  taxpayerId: string;
  colour: number;
  /** Whether a password is remembered; null if the caller does not know: then the vault is asked. */
  remembered: boolean | null;
}

/**
 * Step 3 of the agency login (G3), from any place: at once if the password is remembered and the vault is open,
 * otherwise through a dialog. One client at a time, so that a password typed for one client never goes to another.
 */
export const useEntering = defineStore('entering', () => {
  const session = useSession();
  const vault = useVault();
  const desk = useDesk();
  const target = shallowRef<EnterTarget | null>(null);
  const busy = ref(false);
  const asking = ref(false);
  const problem = shallowRef<Problem | null>(null);
  let done: ((open: OpenClient | null) => void) | null = null;

  function settle(open: OpenClient | null): void {
    const answer = done;
    done = null;
    asking.value = false;
    target.value = null;
    problem.value = null;
    if (open) session.entered(open);
    answer?.(open);
  }

  async function attempt(
    input:
      | { kind: 'remembered' }
      | { kind: 'agreement' }
      | { kind: 'password'; agreementPassword: string; remember: boolean },
  ): Promise<void> {
    const wanted = target.value;
    if (!wanted || busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      const open = await client.clients.enter({ clientId: wanted.clientId, with: input });
      if (target.value === wanted) settle(open);
    } catch (error) {
      if (target.value !== wanted) return;
      const refused = problemOf(error);
      // If no password is remembered, no refusal is shown: the dialog asks for the password.
      problem.value = refused.code === 'VAULT_EMPTY' || refused.code === 'VAULT_LOCKED' ? null : refused;
      asking.value = true;
    } finally {
      busy.value = false;
    }
  }

  /** Enters a client and asks what is needed. @returns the session, or null if the user cancelled */
  async function enter(wanted: EnterTarget): Promise<OpenClient | null> {
    const open = session.state.open.find((tab) => tab.clientId === wanted.clientId);
    if (open) return open;
    if (busy.value) return null;
    settle(null);
    target.value = wanted;
    return new Promise((resolve) => {
      done = resolve;
      if (!desk.asksAgreementPassword) void attempt({ kind: 'agreement' });
      else if (vault.isOpen && wanted.remembered !== false) void attempt({ kind: 'remembered' });
      else asking.value = true;
    });
  }
  const cancel = (): void => {
    if (!busy.value) settle(null);
  };
  return { target, busy, asking, problem, enter, attempt, cancel };
});
