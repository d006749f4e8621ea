import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { BureauFlow, CodeSent, HandlerProofInput } from '@contract/sign-in.ts';
import { enterpriseById, type HandlerRow } from '../../store/repositories/identity.ts';
import { addFlow, endFlow, openFlow, type FlowRow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs } from '../act/refused-act.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import type { Codes } from '../codes/codes.ts';
import type { Clock } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../ground/caller.ts';
import { said } from '../trail/said.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import type { FirmProof } from '../sign-in/firm-proof.ts';
import { handlerChoices } from '../sign-in/handler-choice.ts';
import type { HandlerProof } from '../sign-in/handler-proof.ts';
import { flowExpired, flowIfOpen, flowOf, handlerOf, realNameRefusal, stillHolds } from '../sign-in/known-handler.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import type { Profile } from '../ground/profile.ts';

export interface AgencySignInDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  limits: Pick<RuleLimits, 'flow'>;
  sessions: Sessions;
  codes: Codes;
  authenticators: Authenticators;
  firm: FirmProof;
  proof: HandlerProof;
  resets: PasswordResets;
  /** The office profile: an admin attests identity cards (A3). */
  profile: Profile;
}

/** Agency login, steps 1 and 2 (G1, G2); step 3 is {@link AgencyEntry}. */
export class AgencySignIn {
  constructor(private readonly deps: AgencySignInDependencies) {}

  /** G1. @throws Refusal CREDENTIALS_WRONG (unknown accounts answer alike, J2), LOCKED_OUT, FORBIDDEN for a firm that is no agency */
  async firm(input: { taxpayerId: string; password: string }, caller: Caller): Promise<BureauFlow> {
    const { acts, clock } = this.deps;
    const enterprise = await this.deps.firm.prove(input, caller, {
      act: 'agency.firm.signIn',
      title: '机构登录',
      rule: 'G1',
    });
    if (!enterprise.is_agency) {
      throw new Refusal('FORBIDDEN', '该企业不是代理机构，请改用企业登录。', { link: 'identity', rule: 'G1' });
    }
    const now = clock.now();
    const flow = {
      id: randomUUID(),
      kind: 'agencyStaff' as const,
      window: caller.window,
      enterprise_id: enterprise.id,
      handler_id: null,
      mobile: null,
      started_at: now,
      expires_at: now + this.deps.limits.flow,
      ended_at: null,
    };
    await acts.run(null, async (act) => {
      await addFlow(act.db, flow);
      await act.record({
        ...said.firmProved(),
        agencyId: enterprise.id,
        origin: caller.origin,
      });
    });
    return this.#shown(flow, enterprise);
  }

  /** G2: the list of the flow as it is now, or null when the flow is over. */
  async members(flowId: string, caller: Caller): Promise<BureauFlow | null> {
    const flow = await flowIfOpen(this.deps, 'agencyStaff', flowId, caller);
    const agency = flow && (await enterpriseById(this.deps.db, flow.enterprise_id ?? ''));
    return flow && agency ? this.#shown(flow, agency) : null;
  }

  /** J1, B4: sends a code to the verified mobile of the chosen staff member. */
  async sendCode(input: { flow: string; handlerId: string }, caller: Caller): Promise<CodeSent> {
    const { handler, agencyId } = await this.#choice(input, caller);
    const sent = await this.deps.proof.sendCode('agencyStaff', input.flow, handler);
    await this.deps.acts.run(null, (act) =>
      act.record({
        act: 'agency.staff.code',
        text: `向${handler.name}发送短信验证码`,
        rule: 'J1',
        agencyId,
        origin: caller.origin,
        handler,
      }),
    );
    return sent;
  }

  /**
   * G2: finishes the login and makes the window's staff session, or its ticket after a reset (D3). @returns the handler and, after a
   * password, the key that the password wraps the member's private key with: the caller opens the vault with it and drops it
   */
  async staff(
    input: { flow: string; handlerId: string; proof: HandlerProofInput },
    caller: Caller,
  ): Promise<{ handlerId: string; wrapKey: Buffer | null }> {
    const { acts, sessions, clock, proof } = this.deps;
    const { handler, agencyId } = await this.#choice(input, caller);
    const by = { agencyId, origin: caller.origin, handler, detail: { proof: input.proof.kind } };
    const proved = await attempting(
      () => ({ ...said.signInRefused(handler.name), ...by }),
      () => proof.prove(handler, { purpose: 'agencyStaff', flow: input.flow, proof: input.proof }, caller),
    );
    const who = { window: caller.window, origin: caller.origin, handlerId: handler.id };
    await acts.run(null, async (act) => {
      // Two proofs of one flow sent side by side: the first one takes it.
      if (!(await openFlow(act.db, 'agencyStaff', input.flow, caller.window))) throw flowExpired();
      await stillHolds(act.db, handler);
      await endFlow(act.db, input.flow, clock.now());
      const ticket = proved.opens === 'ticket';
      const started = ticket
        ? await sessions.starts.start(act, {
            kind: 'ticket',
            opens: 'personalPassword',
            enterpriseId: agencyId,
            ...who,
          })
        : await sessions.starts.startStaff(act, { agencyId, ...who });
      await act.record({
        ...said.signedIn(handler.name),
        ...(ticket ? { text: `${handler.name}凭重置进入改密页面`, rule: 'D3' } : {}),
        sessionId: started.id,
        ...by,
      });
      await act.emit(
        ticket
          ? { kind: 'windowSessionStarted', window: caller.window, sessionId: started.id }
          : { kind: 'staffSessionStarted', window: caller.window, handlerId: handler.id, sessionId: started.id },
      );
    });
    return { handlerId: handler.id, wrapKey: proved.wrapKey };
  }

  /** Leaves the flow (B4's 取消 from step 2 back to step 1). */
  async cancel(flow: string, caller: Caller): Promise<void> {
    if (await openFlow(this.deps.db, 'agencyStaff', flow, caller.window))
      await endFlow(this.deps.db, flow, this.deps.clock.now());
  }

  async #shown(
    flow: Pick<FlowRow, 'id' | 'expires_at'>,
    agency: { id: string; name: string; taxpayer_id: string },
  ): Promise<BureauFlow> {
    return {
      flow: flow.id,
      agency: { name: agency.name, taxpayerId: agency.taxpayer_id },
      expiresAt: new Date(flow.expires_at).toISOString(),
      staff: await handlerChoices(this.deps, agency.id, 'agency'),
    };
  }

  async #choice(
    input: { flow: string; handlerId: string },
    caller: Caller,
  ): Promise<{ handler: HandlerRow; agencyId: string }> {
    const flow = await flowOf(this.deps, 'agencyStaff', input.flow, caller);
    const agencyId = flow.enterprise_id ?? '';
    const handler = await handlerOf(this.deps.db, agencyId, input.handlerId);
    const refusal = realNameRefusal(handler, this.deps.profile);
    if (refusal)
      throw refusedAs(refusal, {
        act: 'agency.staff.signIn',
        text: `${handler.name}登录被拒绝：${refusal.message}`,
        rule: 'A3',
        agencyId,
        origin: caller.origin,
        handler,
      });
    return { handler, agencyId };
  }
}
