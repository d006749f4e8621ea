import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { AgencyFlow, StaffChoice } from '@contract/sign-in.ts';
import { client } from '../../../bridge/client.ts';
import { t } from '../../../locales/text.ts';
import { useCall } from '../../../shared/calls/call.ts';
import { useSession } from '../../../stores/session.ts';
import { useLastStaff } from '../parts/find-staff.ts';
import { stillChosen, useLiveChoices } from '../parts/live-choices.ts';
import type { ProofKind } from '../parts/person-proof.ts';

/** Agency login, steps 1 and 2 (G1, G2), as the page sees it. Secrets are kept no longer than the call that needs them. */
export function useAgencyFlow() {
  const session = useSession();
  const { beforehand, remember } = useLastStaff();
  const flow = shallowRef<AgencyFlow | null>(null);
  const chosen = shallowRef<StaffChoice | null>(null);
  /** Shown above step 1 after the flow returned there. */
  const notice = ref<string | null>(null);
  /** Instant from which a new code may be asked for, and where the last one went. */
  const codeSent = shallowRef<{ mobileMasked: string; resendAt: string } | null>(null);

  /** A password recovery shown in place of a step: of the agency's password at step 1, of the chosen person's at step 2. */
  const recovering = ref<'firm' | 'personal' | null>(null);

  const { busy, problem, run } = useCall((found) => {
    if (found.code !== 'FLOW_EXPIRED') return found;
    forget();
    notice.value = t('signIn.expired');
    return null;
  });
  function forget(): void {
    flow.value = null;
    chosen.value = null;
    codeSent.value = null;
    recovering.value = null;
    problem.value = null;
  }

  const enterFirm = (taxpayerId: string, password: string): Promise<boolean> =>
    run(async () => {
      notice.value = null;
      flow.value = await client.signIn.firm({ taxpayerId, password });
      chosen.value = beforehand(flow.value.staff);
    });
  useLiveChoices(async () => {
    const asked = flow.value?.flow;
    if (asked === undefined) return;
    const next = await client.signIn.members({ flow: asked });
    if (next === null || flow.value?.flow !== asked) return;
    flow.value = next;
    chosen.value = stillChosen(chosen.value, next.staff);
  });
  function choose(member: StaffChoice): void {
    if (busy.value || member.cannot !== null || member.handlerId === chosen.value?.handlerId) return;
    chosen.value = member;
    codeSent.value = null;
    problem.value = null;
  }
  const sendCode = (): Promise<boolean> =>
    run(async () => {
      if (!flow.value || !chosen.value) return;
      codeSent.value = await client.signIn.sendCode({ flow: flow.value.flow, handlerId: chosen.value.handlerId });
    });
  const prove = (kind: ProofKind, secret: string): Promise<boolean> =>
    run(async () => {
      if (!flow.value || !chosen.value) return;
      const proof = kind === 'password' ? { kind, password: secret } : { kind, code: secret };
      const { handlerId } = chosen.value;
      session.apply(await client.signIn.staff({ flow: flow.value.flow, handlerId, proof }));
      remember(handlerId);
    });
  function recover(what: 'firm' | 'personal'): void {
    if (busy.value) return;
    problem.value = notice.value = null;
    recovering.value = what;
  }
  const proveByRecoveryKey = (recoveryKey: string): Promise<boolean> =>
    run(async () => {
      if (!flow.value || !chosen.value) return;
      session.apply(
        await client.passwordRecovery.provePersonal({
          flow: flow.value.flow,
          handlerId: chosen.value.handlerId,
          recoveryKey,
        }),
      );
    });
  /** Leaves a password recovery and returns to its step. */
  function back(): void {
    if (recovering.value === null) {
      leave();
      return;
    }
    if (busy.value) return;
    recovering.value = null;
    problem.value = null;
  }
  /** Returns to step 1 and lets the engine forget the flow; does not wait for its answer. */
  function leave(): void {
    if (busy.value) return;
    const left = flow.value?.flow;
    forget();
    if (left !== undefined)
      client.signIn.cancel({ flow: left }).catch(() => {
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
    busy,
    problem,
    notice,
    codeSent,
    recovering,
    step: computed(() => (flow.value === null ? 0 : 1)),
    enterFirm,
    choose,
    sendCode,
    prove,
    recover,
    proveByRecoveryKey,
    back,
    leave,
  };
}
export type AgencyFlowState = ReturnType<typeof useAgencyFlow>;
