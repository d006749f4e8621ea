import { randomUUID } from 'node:crypto';
import type { EnterpriseFlow, SyncResult } from '@contract/enterprise-sign-in.ts';
import { Refusal } from '@contract/errors.ts';
import type { CodeSent, HandlerProofInput } from '@contract/sign-in.ts';
import { enterpriseById, handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { addFlow, endFlow, openFlow, type FlowRow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs, type RefusedAct } from '../act/refused-act.ts';
import { dayOf } from '../ground/calendar.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import type { Codes } from '../codes/codes.ts';
import type { Clock } from '../ground/ports.ts';
import { beginSession } from '../sessions/begin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../ground/caller.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import type { FirmProof, ProvedFirm } from '../sign-in/firm-proof.ts';
import { handlerChoices } from '../sign-in/handler-choice.ts';
import type { HandlerProof, Proved } from '../sign-in/handler-proof.ts';
import { flowExpired, flowIfOpen, flowOf, handlerOf, realNameRefusal, stillHolds } from '../sign-in/known-handler.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import type { HandlerSync } from './handler-sync.ts';
import { syncedOfficer } from './synced-officer.ts';
import type { Profile } from '../ground/profile.ts';

export interface EnterpriseSignInDependencies {
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
  sync: HandlerSync;
  profile: Profile;
}

type Enterprise = ProvedFirm;

/** Enterprise login, the ordinary way (B1 to B9). */
export class EnterpriseSignIn {
  constructor(private readonly deps: EnterpriseSignInDependencies) {}

  /**
   * B1. @returns the flow, or null when the firm is social-insurance-only and is signed in already (B8)
   * @throws Refusal CREDENTIALS_WRONG (unknown accounts answer alike, J2), LOCKED_OUT
   */
  async firm(input: { taxpayerId: string; password: string }, caller: Caller): Promise<EnterpriseFlow | null> {
    const { acts, clock, firm } = this.deps;
    const enterprise = await firm.prove(input, caller, {
      act: 'enterprise.firm.signIn',
      title: '企业登录',
      rule: 'B1',
    });
    if (enterprise.social_insurance_only) {
      await this.#socialInsurance(enterprise, caller);
      return null;
    }
    const now = clock.now();
    const flow = {
      id: randomUUID(),
      kind: 'enterprise' as const,
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
        act: 'enterprise.firm.signIn',
        text: '企业账号验证通过',
        rule: 'B1',
        client: enterprise,
        origin: caller.origin,
      });
    });
    return this.#shown(flow, enterprise);
  }

  /** B2, B3: pulls the officers from the registry. @param signal gives up the question. @throws Refusal REGISTRY_UNAVAILABLE, FLOW_EXPIRED */
  async sync(flowId: string, caller: Caller, signal?: AbortSignal): Promise<SyncResult> {
    const { flow, enterprise } = await this.#flow(flowId, caller);
    const found = await this.deps.sync.sync(
      { id: enterprise.id, name: enterprise.name, taxpayerId: enterprise.taxpayer_id },
      caller.origin,
      signal,
    );
    const after = (await enterpriseById(this.deps.db, enterprise.id)) ?? enterprise;
    const handlers = await handlersOf(this.deps.db, enterprise.id);
    const officers = found.map(({ officer, line }) => syncedOfficer(officer, line, handlers, this.deps.profile));
    return { ...(await this.#shown(flow, after)), sync: { day: dayOf(this.deps.clock.now()), officers } };
  }

  /** B2: the list of the flow as it is now, or null when the flow is over. */
  async handlers(flowId: string, caller: Caller): Promise<EnterpriseFlow | null> {
    const flow = await flowIfOpen(this.deps, 'enterprise', flowId, caller);
    const enterprise = flow && (await enterpriseById(this.deps.db, flow.enterprise_id ?? ''));
    return flow && enterprise ? this.#shown(flow, enterprise) : null;
  }

  /** J1, B4. @throws Refusal METHOD_UNAVAILABLE (B9), REAL_NAME_REQUIRED (A3), CODE_TOO_SOON */
  async sendCode(input: { flow: string; handlerId: string }, caller: Caller): Promise<CodeSent> {
    const { handler, enterprise } = await this.#choice(input, caller);
    const sent = await this.deps.proof.sendCode('enterprise', input.flow, handler);
    await this.deps.acts.run(null, (act) =>
      act.record({
        act: 'enterprise.code',
        text: `向${handler.name}发送短信验证码`,
        rule: 'J1',
        client: enterprise,
        origin: caller.origin,
        handler,
      }),
    );
    return sent;
  }

  /** B4, A4: finishes the login; after a reset it opens the change-password page only (D3). */
  async finish(input: { flow: string; handlerId: string; proof: HandlerProofInput }, caller: Caller): Promise<void> {
    const { handler, enterprise } = await this.#choice(input, caller);
    const proved = await attempting(
      () => refusedSignIn(enterprise, handler, caller),
      () => this.deps.proof.prove(handler, { purpose: 'enterprise', flow: input.flow, proof: input.proof }, caller),
    );
    await this.enter(
      { kind: 'enterprise', id: input.flow },
      { handler, enterprise, proved, how: input.proof.kind, rule: 'B4' },
      caller,
    );
  }

  /** B4: back to the first step. */
  async cancel(flow: string, caller: Caller): Promise<void> {
    if (await openFlow(this.deps.db, 'enterprise', flow, caller.window))
      await endFlow(this.deps.db, flow, this.deps.clock.now());
  }

  /** Ends the flow and starts the session that the proof opens, in one step. Quick login comes here, too. */
  async enter(
    flow: Pick<FlowRow, 'kind' | 'id'>,
    who: { handler: HandlerRow; enterprise: Enterprise; proved: Proved; how: 'password' | 'code'; rule: 'B4' | 'C1' },
    caller: Caller,
  ): Promise<void> {
    const { handler, enterprise, proved } = who;
    const ticket = proved.opens === 'ticket';
    // Nothing is kept under a handler's password here; the key goes at once.
    proved.wrapKey?.fill(0);
    const person = { window: caller.window, origin: caller.origin, enterpriseId: enterprise.id, handlerId: handler.id };
    await beginSession(
      this.deps,
      ticket ? { kind: 'ticket', opens: 'personalPassword', ...person } : { kind: 'enterprise', ...person },
      async (act, sessionId) => {
        // Two proofs of one flow sent side by side: the first one takes it.
        if (!(await openFlow(act.db, flow.kind, flow.id, caller.window))) throw flowExpired();
        await stillHolds(act.db, handler);
        await endFlow(act.db, flow.id, this.deps.clock.now());
        await act.record({
          act: 'enterprise.signIn',
          text: ticket ? `${handler.name}凭重置进入改密页面` : `${handler.name}登录`,
          rule: ticket ? 'D3' : who.rule,
          client: enterprise,
          origin: caller.origin,
          handler,
          sessionId,
          detail: { proof: who.how, way: flow.kind },
        });
      },
    );
  }

  async #socialInsurance(enterprise: Enterprise, caller: Caller): Promise<void> {
    await beginSession(
      this.deps,
      { kind: 'socialInsurance', window: caller.window, origin: caller.origin, enterpriseId: enterprise.id },
      (act, sessionId) =>
        act.record({
          act: 'enterprise.signIn',
          text: `${enterprise.name}（纯社保户）登录社保费征收`,
          rule: 'B8',
          client: enterprise,
          origin: caller.origin,
          sessionId,
        }),
    );
  }

  async #shown(flow: Pick<FlowRow, 'id' | 'expires_at'>, enterprise: Enterprise): Promise<EnterpriseFlow> {
    const synced = enterprise.handlers_synced_at !== null;
    return {
      flow: flow.id,
      enterprise: { name: enterprise.name, taxpayerId: enterprise.taxpayer_id },
      synced,
      expiresAt: new Date(flow.expires_at).toISOString(),
      handlers: synced ? await handlerChoices(this.deps, enterprise.id, 'enterprise') : [],
    };
  }

  async #flow(flowId: string, caller: Caller): Promise<{ flow: FlowRow; enterprise: Enterprise }> {
    const flow = await flowOf(this.deps, 'enterprise', flowId, caller);
    const enterprise = await enterpriseById(this.deps.db, flow.enterprise_id ?? '');
    if (!enterprise) throw flowExpired();
    return { flow, enterprise };
  }

  async #choice(
    input: { flow: string; handlerId: string },
    caller: Caller,
  ): Promise<{ handler: HandlerRow; enterprise: Enterprise }> {
    const { enterprise } = await this.#flow(input.flow, caller);
    if (enterprise.handlers_synced_at === null) {
      throw new Refusal('SYNC_REQUIRED', '首次登录须先同步法定代表人和财务负责人信息，请点“同步办税人”。', {
        link: 'state',
        rule: 'B7',
      });
    }
    const handler = await handlerOf(this.deps.db, enterprise.id, input.handlerId);
    const refusal = realNameRefusal(handler, this.deps.profile);
    if (refusal) throw refusedAs(refusal, refusedSignIn(enterprise, handler, caller));
    return { handler, enterprise };
  }
}

const refusedSignIn = (enterprise: Enterprise, handler: HandlerRow, caller: Caller): RefusedAct => ({
  act: 'enterprise.signIn',
  text: `${handler.name}登录被拒绝`,
  client: enterprise,
  origin: caller.origin,
  handler,
});
