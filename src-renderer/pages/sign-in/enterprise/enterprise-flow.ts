import { computed, onScopeDispose, shallowRef } from 'vue';
import type { EnterpriseFlow, HandlerChoice, SyncedOfficer } from '@contract/enterprise-sign-in.ts';
import type { CodeSent, HandlerProofInput } from '@contract/sign-in.ts';
import { client } from '../../../bridge/client.ts';
import { useSession } from '../../../stores/session.ts';
import { useCalls } from '../parts/calls.ts';
import { useLastStaff } from '../parts/find-staff.ts';
import { stillChosen, useLiveChoices } from '../parts/live-choices.ts';

/** Ordinary login (B1 to B9) as the page sees it. Secrets are kept no longer than the call that needs them. */
export function useEnterpriseFlow() {
  const session = useSession();
  const { beforehand, remember } = useLastStaff();
  const flow = shallowRef<EnterpriseFlow | null>(null);
  const chosen = shallowRef<HandlerChoice | null>(null);
  const codeSent = shallowRef<CodeSent | null>(null);
  /** The officers as the last sync found them. */
  const synced = shallowRef<readonly SyncedOfficer[]>([]);
  /** The sync in progress; used to cancel it. */
  const asking = shallowRef<AbortController | null>(null);
  const syncing = computed(() => asking.value !== null);
  function forget(): void {
    flow.value = null;
    chosen.value = null;
    codeSent.value = null;
    synced.value = [];
  }
  const calls = useCalls(forget);
  const { busy, problem, notice, run } = calls;

  function show(next: EnterpriseFlow): void {
    flow.value = next;
    chosen.value = beforehand(next.handlers);
    codeSent.value = null;
  }
  useLiveChoices(async () => {
    const asked = flow.value?.flow;
    if (asked === undefined) return;
    const next = await client.enterpriseSignIn.handlers({ flow: asked });
    if (next === null || flow.value?.flow !== asked) return;
    flow.value = next;
    chosen.value = stillChosen(chosen.value, next.handlers);
    // The last sync's problem with an officer is over once that officer can log in.
    const able = (officer: SyncedOfficer) =>
      next.handlers.some(
        ({ name, capacity, cannot }) => name === officer.name && capacity === officer.capacity && cannot === null,
      );
    synced.value = synced.value.map((officer) =>
      able(officer) ? { ...officer, status: 'canLogIn' as const, verifiedNameMasked: null, whatToDo: null } : officer,
    );
  });
  const enterFirm = (taxpayerId: string, password: string): Promise<boolean> =>
    run(async () => {
      const answer = await client.enterpriseSignIn.firm({ taxpayerId, password });
      if (answer.next === 'signedIn') session.apply(answer.state);
      else show(answer.flow);
    });
  const sync = (): Promise<boolean> =>
    run(async () => {
      if (!flow.value) return;
      asking.value = new AbortController();
      synced.value = [];
      try {
        const answer = await client.enterpriseSignIn.sync({ flow: flow.value.flow }, { signal: asking.value.signal });
        show(answer);
        synced.value = answer.sync.officers;
      } finally {
        asking.value = null;
      }
    });
  const cancelSync = (): void => asking.value?.abort();
  function choose(handler: HandlerChoice): void {
    if (busy.value || handler.cannot !== null || handler.handlerId === chosen.value?.handlerId) return;
    chosen.value = handler;
    codeSent.value = null;
    problem.value = null;
  }
  const sendCode = (): Promise<boolean> =>
    run(async () => {
      if (flow.value && chosen.value)
        codeSent.value = await client.enterpriseSignIn.sendCode({
          flow: flow.value.flow,
          handlerId: chosen.value.handlerId,
        });
    });
  const finish = (proof: HandlerProofInput): Promise<boolean> =>
    run(async () => {
      if (!flow.value || !chosen.value) return;
      const { handlerId } = chosen.value;
      session.apply(await client.enterpriseSignIn.finish({ flow: flow.value.flow, handlerId, proof }));
      remember(handlerId);
    });
  /** B4: from the chosen handler back to the list, where there is one to choose from; from there to the enterprise's account. */
  function back(): void {
    if (syncing.value) {
      cancelSync();
      return;
    }
    if (busy.value) return;
    if (chosen.value && (flow.value?.handlers.filter((handler) => handler.cannot === null).length ?? 0) > 1) {
      chosen.value = null;
      codeSent.value = null;
      problem.value = null;
      return;
    }
    leave();
  }
  /** Returns to the enterprise's account and lets the engine forget the flow; does not wait for its answer. */
  function leave(): void {
    if (busy.value) return;
    const left = flow.value?.flow;
    forget();
    problem.value = null;
    if (left !== undefined)
      client.enterpriseSignIn.cancel({ flow: left }).catch(() => {
        /* it expires by itself */
      });
  }
  // If the user leaves the page or mode during a login, the engine forgets the flow, too.
  onScopeDispose(() => {
    if (session.who === null) leave();
  });
  return {
    flow,
    chosen,
    codeSent,
    synced,
    syncing,
    busy,
    problem,
    notice,
    enterFirm,
    sync,
    cancelSync,
    choose,
    sendCode,
    finish,
    back,
    leave,
  };
}
export type EnterpriseFlowState = ReturnType<typeof useEnterpriseFlow>;
