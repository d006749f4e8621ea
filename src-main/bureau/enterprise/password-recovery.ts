import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { CodeSent } from '@contract/sign-in.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import { checkPassword } from '@contract/validators/password.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import {
  enterpriseById,
  enterpriseByTaxpayerId,
  handlerById,
  handlersOf,
  setEnterprisePassword,
} from '../../store/repositories/identity.ts';
import { addFlow, endFlow, endFlowsOf, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { TicketActor } from '../ground/actors.ts';
import type { Codes } from '../codes/codes.ts';
import type { Clock } from '../ground/ports.ts';
import { beginSession } from '../sessions/begin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../ground/caller.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import { evenly } from '../sign-in/even-answer.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import { flowExpired, flowOf } from '../sign-in/known-handler.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import type { PersonalPasswords } from '../sign-in/personal-passwords.ts';
import { filedUnder } from '../trail/filed-under.ts';
import type { Profile } from '../ground/profile.ts';

export interface PasswordRecoveryDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  limits: Pick<RuleLimits, 'flow'>;
  sessions: Sessions;
  codes: Codes;
  hasher: PasswordHasher;
  passwords: PersonalPasswords;
  resets: PasswordResets;
  profile: Profile;
  /** Milliseconds after which a request for a code is answered, whoever was asked about (J2). */
  answerAfter: number;
}

export interface RecoveryForm {
  taxpayerId: string;
  capacity: 'legalRepresentative' | 'financeOfficer';
  mobile: string;
}

/** Forgotten passwords: an enterprise's (D1), and the page that a reset to 111111 opens (D3). */
export class PasswordRecovery {
  constructor(private readonly deps: PasswordRecoveryDependencies) {}

  /**
   * D1: sends a code when the mobile is the verified one of that officer. Whoever is not known is answered alike, word for word: a request
   * is kept and a code made that nobody receives (J2). @throws Refusal CODE_TOO_SOON, METHOD_UNAVAILABLE where no code can be sent
   */
  sendCode(form: RecoveryForm, caller: Caller): Promise<CodeSent & { flow: string }> {
    return evenly(this.deps.answerAfter, () => this.#sendCode(form, caller));
  }

  async #sendCode(form: RecoveryForm, caller: Caller): Promise<CodeSent & { flow: string }> {
    const { db, clock, acts, codes } = this.deps;
    const enterprise = await enterpriseByTaxpayerId(db, form.taxpayerId.toUpperCase());
    const officers = await handlersOf(db, enterprise?.id ?? '');
    const handler =
      officers.find(
        (one) =>
          one.capacity === form.capacity &&
          one.mobile === form.mobile &&
          whyCannotLogIn(one, this.deps.profile) === null,
      ) ?? null;
    const now = clock.now();
    const flow = {
      id: randomUUID(),
      kind: 'recovery' as const,
      window: caller.window,
      enterprise_id: handler ? (enterprise?.id ?? null) : null,
      handler_id: handler?.id ?? null,
      mobile: form.mobile,
      started_at: now,
      expires_at: now + this.deps.limits.flow,
      ended_at: null,
    };
    // First the code: one asked for too soon (J1) leaves the request in hand, and its code, as they are.
    const sent = await codes.send('recovery', flow.id, form.mobile, handler !== null);
    await acts.run(null, async (act) => {
      await addFlow(act.db, flow);
      await act.record({
        act: 'enterprise.recovery',
        text: handler ? `${handler.name}申请找回企业密码` : '找回企业密码的信息与登记不符，未发送验证码',
        result: handler ? 'done' : 'refused',
        rule: 'D1',
        ...filedUnder(enterprise),
        handler,
        origin: caller.origin,
      });
    });
    return {
      flow: flow.id,
      mobileMasked: maskMobile(form.mobile),
      resendAt: new Date(sent.resendAt).toISOString(),
      expiresAt: new Date(sent.expiresAt).toISOString(),
    };
  }

  /** D1: the right code makes the ticket for a new enterprise password. @throws Refusal CODE_WRONG, CODE_EXPIRED, FLOW_EXPIRED */
  async prove(input: { flow: string; code: string }, caller: Caller): Promise<void> {
    const { db, clock, codes } = this.deps;
    const flow = await flowOf(this.deps, 'recovery', input.flow, caller);
    await codes.check('recovery', flow.id, flow.mobile ?? '', input.code);
    const handler = await handlerById(db, flow.handler_id ?? '');
    const enterprise = await enterpriseById(db, flow.enterprise_id ?? '');
    // A code of nobody was guessed, or the officer was replaced meanwhile.
    if (!handler || !enterprise || handler.state !== 'active' || handler.mobile !== flow.mobile) throw flowExpired();
    const ticket = {
      kind: 'ticket' as const,
      opens: 'enterprisePassword' as const,
      window: caller.window,
      origin: caller.origin,
      enterpriseId: enterprise.id,
      handlerId: handler.id,
    };
    await beginSession(this.deps, ticket, async (act, sessionId) => {
      if (!(await openFlow(act.db, 'recovery', flow.id, caller.window))) throw flowExpired();
      await endFlow(act.db, flow.id, clock.now());
      await act.record({
        act: 'enterprise.recovery',
        text: `${handler.name}已验证，可重设企业密码`,
        rule: 'D1',
        ...filedUnder(enterprise),
        handler,
        sessionId,
        origin: caller.origin,
      });
    });
  }

  /** D1: the new enterprise password; every session of the enterprise and every login under way ends, the ticket last. @throws Refusal PASSWORD_POLICY (B6) */
  async setEnterprisePassword(ticket: TicketActor, newPassword: string): Promise<void> {
    const { db, acts, clock, hasher, sessions } = this.deps;
    const [enterprise, handler] = await Promise.all([
      enterpriseById(db, ticket.client.id),
      handlerById(db, ticket.handlerId),
    ]);
    if (!enterprise || !handler)
      throw new Refusal('NOT_FOUND', '没有这家企业，请重新找回。', { link: 'identity', rule: 'D1' });
    const checked = checkPassword(newPassword, {
      idNumber: handler.id_number,
      ...(handler.mobile ? { mobile: handler.mobile } : {}),
    });
    if (!checked.ok) throw new Refusal('PASSWORD_POLICY', checked.problem, { link: 'password', rule: 'B6' });
    if (enterprise.password_hash !== null && (await hasher.verifyPassword(enterprise.password_hash, newPassword)).ok) {
      throw new Refusal('PASSWORD_POLICY', '新密码不能与原密码相同。', { link: 'password', rule: 'B6' });
    }
    const { stored, wrapKey } = await hasher.hashPassword(newPassword);
    wrapKey.fill(0);
    await acts.run(null, async (act) => {
      await sessions.ends.useTicketWithin(act, ticket);
      await setEnterprisePassword(act.db, enterprise.id, stored);
      // Logins whose first step the old password proved.
      await endFlowsOf(act.db, enterprise.id, clock.now());
      await act.record({
        act: 'enterprise.password.set',
        text: `${handler.name}重设${enterprise.is_agency ? '机构' : '企业'}密码`,
        rule: 'D1',
        ...filedUnder(enterprise),
        handler,
        sessionId: ticket.sessionId,
        origin: ticket.origin,
      });
      await sessions.ends.endAllWithin(act, { enterpriseId: enterprise.id }, 'enterprisePasswordChanged');
    });
  }

  /** D3: the new personal password after a reset; the person logs in with it afterwards. @throws Refusal PASSWORD_POLICY (B6, D3) */
  async setPersonalPassword(ticket: TicketActor, newPassword: string): Promise<void> {
    const { passwords, resets, sessions } = this.deps;
    const reset = await resets.of(ticket.handlerId);
    if (!reset) {
      await sessions.ends.end({ id: ticket.sessionId, kind: 'ticket' }, 'closed');
      throw new Refusal('SESSION_ENDED', '密码已在别处设置，请用新密码登录。', {
        link: 'session',
        rule: 'D3',
        sessionEnd: 'closed',
      });
    }
    await passwords.setAfterReset(ticket, newPassword, reset.previous_hash, (act) =>
      sessions.ends.useTicketWithin(act, ticket),
    );
  }
}
