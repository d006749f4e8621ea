import { randomUUID } from 'node:crypto';
import type { Capacity } from '@contract/people.ts';
import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { CodeSent } from '@contract/sign-in.ts';
import { enterpriseById, handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { addFlow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs } from '../act/refused-act.ts';
import type { Clock } from '../ground/ports.ts';
import type { Caller } from '../ground/caller.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import type { FirmProof, ProvedFirm } from '../sign-in/firm-proof.ts';
import type { HandlerProof } from '../sign-in/handler-proof.ts';
import { flowExpired, flowOf, handlerOf, realNameRefusal } from '../sign-in/known-handler.ts';
import { throttleKey, type Throttle } from '../throttle/throttle.ts';
import type { EnterpriseSignIn } from './sign-in.ts';
import type { Profile } from '../ground/profile.ts';

export interface QuickSignInDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  limits: Pick<RuleLimits, 'flow'>;
  throttle: Throttle;
  firm: FirmProof;
  proof: HandlerProof;
  ordinary: EnterpriseSignIn;
  profile: Profile;
}

export interface QuickForm {
  taxpayerId: string;
  password: string;
  capacity: Capacity;
  mobile: string;
}

/** Enterprise login, the quick way (C1, C2): one form, then the code. */
export class QuickSignIn {
  constructor(private readonly deps: QuickSignInDependencies) {}

  /**
   * Checks the whole form and sends the code; what was checked is held under the flow.
   * @throws Refusal CREDENTIALS_WRONG, LOCKED_OUT, SYNC_REQUIRED (B7), REAL_NAME_REQUIRED (A3), METHOD_UNAVAILABLE when the mobile is not the
   * verified one of a person in that capacity (C2, B9)
   */
  async sendCode(form: QuickForm, caller: Caller): Promise<CodeSent & { flow: string }> {
    const { db, clock, acts, firm, proof, throttle } = this.deps;
    const enterprise = await firm.prove(form, caller, { act: 'enterprise.quick', title: '企业快捷登录', rule: 'C1' });
    const refused = (code: 'SYNC_REQUIRED' | 'METHOD_UNAVAILABLE', rule: RuleId, message: string): Refusal =>
      refusedAs(new Refusal(code, message, { link: code === 'SYNC_REQUIRED' ? 'state' : 'identity', rule }), {
        act: 'enterprise.quick',
        text: `快捷登录被拒绝：${message}`,
        rule,
        client: enterprise,
        origin: caller.origin,
      });
    if (enterprise.social_insurance_only)
      throw refused('METHOD_UNAVAILABLE', 'B8', '本企业为纯社保户，请用普通登录，登录后直接进入社保费征收。');
    if (enterprise.handlers_synced_at === null) {
      throw refused(
        'SYNC_REQUIRED',
        'B7',
        '启用新版权限体系后，首次登录必须使用普通登录并同步法定代表人和财务负责人信息，之后才能使用快捷登录。',
      );
    }
    const handler = await throttle.trying(
      [throttleKey('identity', enterprise.id)],
      async (attempt) => {
        const inCapacity = (await handlersOf(db, enterprise.id)).filter((one) => one.capacity === form.capacity);
        const found = inCapacity.find((one) => one.mobile === form.mobile);
        if (!found) {
          const { text } = await attempt.wrong();
          throw refused(
            'METHOD_UNAVAILABLE',
            inCapacity.some((one) => one.mobile !== null) ? 'C2' : 'B9',
            `该手机号码不是所选登录身份的实名手机号码，${text}手机号码已更换或未采集的，请先完成实名采集。`,
          );
        }
        await attempt.right();
        return found;
      },
      { window: throttleKey('window', caller.window), called: '这家企业的快捷登录' },
    );
    this.#requireRealName(handler, enterprise, caller);
    const now = clock.now();
    const flow = {
      id: randomUUID(),
      kind: 'quick' as const,
      window: caller.window,
      enterprise_id: enterprise.id,
      handler_id: handler.id,
      mobile: form.mobile,
      started_at: now,
      expires_at: now + this.deps.limits.flow,
      ended_at: null,
    };
    // First the code: one asked for too soon (J1) leaves the request in hand, and its code, as they are.
    const sent = await proof.sendCode('quick', flow.id, handler);
    await acts.run(null, async (act) => {
      await addFlow(act.db, flow);
      await act.record({
        act: 'enterprise.code',
        text: `向${handler.name}发送短信验证码`,
        rule: 'J1',
        client: enterprise,
        origin: caller.origin,
        handler,
      });
    });
    return { ...sent, flow: flow.id };
  }

  /** @throws Refusal CODE_WRONG, CODE_EXPIRED, FLOW_EXPIRED, and REAL_NAME_REQUIRED when the person changed meanwhile */
  async finish(input: { flow: string; code: string }, caller: Caller): Promise<void> {
    const { db, proof, ordinary } = this.deps;
    const flow = await flowOf(this.deps, 'quick', input.flow, caller);
    const enterprise = await enterpriseById(db, flow.enterprise_id ?? '');
    if (!enterprise) throw flowExpired();
    const handler = await handlerOf(db, enterprise.id, flow.handler_id ?? '');
    this.#requireRealName(handler, enterprise, caller);
    if (handler.mobile !== flow.mobile) throw flowExpired();
    const proved = await attempting(
      () => ({
        act: 'enterprise.signIn',
        text: `${handler.name}快捷登录被拒绝`,
        client: enterprise,
        origin: caller.origin,
        handler,
      }),
      () =>
        proof.prove(handler, { purpose: 'quick', flow: flow.id, proof: { kind: 'code', code: input.code } }, caller),
    );
    await ordinary.enter(flow, { handler, enterprise, proved, how: 'code', rule: 'C1' }, caller);
  }

  #requireRealName(handler: HandlerRow, enterprise: ProvedFirm, caller: Caller): void {
    const refusal = realNameRefusal(handler, this.deps.profile);
    if (refusal)
      throw refusedAs(refusal, {
        act: 'enterprise.quick',
        text: `${handler.name}快捷登录被拒绝：${refusal.message}`,
        rule: 'A3',
        client: enterprise,
        origin: caller.origin,
        handler,
      });
  }
}
