import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { CodeSent } from '@contract/sign-in.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import { addFlow, type FlowRow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { Codes } from '../codes/codes.ts';
import type { Clock } from '../ground/ports.ts';
import type { Caller } from '../ground/caller.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import { flowOf } from '../sign-in/known-handler.ts';

type Kind = 'registerPerson' | 'registerEnterprise';
const titles = { registerPerson: '自然人注册', registerEnterprise: '企业注册' } as const;

/** The code of a registration (A5): it proves the mobile and nothing else, so it is sent whoever is known already. */
export class RegistrationCodes {
  constructor(
    private readonly deps: { db: Database; clock: Clock; acts: Acts; limits: Pick<RuleLimits, 'flow'>; codes: Codes },
  ) {}

  /** @throws Refusal CODE_TOO_SOON, METHOD_UNAVAILABLE in the office profile, where no code can be sent */
  async send(kind: Kind, mobile: string, caller: Caller): Promise<CodeSent & { flow: string }> {
    const { acts, clock, codes } = this.deps;
    if (!codes.available)
      throw new Refusal('METHOD_UNAVAILABLE', '本机构环境不能发送短信验证码，不能在此注册。请在演示环境中练习注册。', {
        link: 'code',
        rule: 'A5',
      });
    const now = clock.now();
    const flow = {
      id: randomUUID(),
      kind,
      window: caller.window,
      mobile,
      started_at: now,
      expires_at: now + this.deps.limits.flow,
    };
    // First the code: one asked for too soon (J1) leaves the request in hand, and its code, as they are.
    const sent = await codes.send(kind, flow.id, mobile);
    await acts.run(null, async (act) => {
      await addFlow(act.db, flow);
      await act.record({
        act: 'registration.code',
        text: `${titles[kind]}：向${maskMobile(mobile)}发送验证码`,
        rule: 'J1',
        origin: caller.origin,
      });
    });
    return {
      flow: flow.id,
      mobileMasked: maskMobile(mobile),
      resendAt: new Date(sent.resendAt).toISOString(),
      expiresAt: new Date(sent.expiresAt).toISOString(),
    };
  }

  /** The request of this window for this mobile. @throws Refusal FLOW_EXPIRED */
  flow(kind: Kind, id: string, caller: Caller): Promise<FlowRow> {
    return flowOf(this.deps, kind, id, caller);
  }

  /** @throws Refusal CODE_WRONG, CODE_EXPIRED: also when the mobile in the form is not the one that the code went to */
  async prove(kind: Kind, flow: string, mobile: string, code: string): Promise<void> {
    await this.deps.codes.check(kind, flow, mobile, code);
  }
}
