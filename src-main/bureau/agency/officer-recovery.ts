import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import { createTicket, hashTicket } from '../../keys/one-time-ticket.ts';
import {
  enterpriseById,
  enterpriseByTaxpayerId,
  handlersOf,
  type HandlerRow,
} from '../../store/repositories/identity.ts';
import { endFlow, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs, type RefusedAct } from '../act/refused-act.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import type { RecoveryForm } from '../enterprise/password-recovery.ts';
import type { Clock } from '../ground/ports.ts';
import { beginSession } from '../sessions/begin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../ground/caller.ts';
import { evenly } from '../sign-in/even-answer.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import { flowExpired, flowOf, handlerOf, realNameRefusal, stillHolds } from '../sign-in/known-handler.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import { holdsEverything } from '../rights/rights.ts';
import { throttleKey, whyOfTry, type Throttle } from '../throttle/throttle.ts';
import { filedUnder } from '../trail/filed-under.ts';
import type { Profile } from '../ground/profile.ts';

export interface OfficerRecoveryDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  sessions: Sessions;
  throttle: Throttle;
  authenticators: Authenticators;
  resets: PasswordResets;
  /** The office profile, where alone these ways are open. */
  profile: Profile;
  /** Milliseconds after which a proof about somebody who may be unknown is answered (J2). */
  answerAfter: number;
}

/** Whether what was typed is the office's printed recovery key; the office knows it, the bureau only asks. */
export type RecoveryKeyFits = () => Promise<boolean>;
export type FirmRecoveryProof = { code: string } | { fits: RecoveryKeyFits };

/**
 * The agency's officers where no SMS can be sent: who forgot the agency's password (D1), proved by 动态口令 or the printed recovery key, and who
 * forgot the personal one, proved by that key. Each way ends in the page that a ticket opens, and nothing else.
 */
export class OfficerRecovery {
  constructor(private readonly deps: OfficerRecoveryDependencies) {}

  /**
   * D1: makes the ticket for a new agency password. Whoever is unknown, has no authenticator or types a wrong proof is answered alike, word for
   * word and in the same time (J2); tries are counted by what was typed, which exists for everybody.
   * @throws Refusal CODE_WRONG or RECOVERY_KEY_WRONG, LOCKED_OUT; METHOD_UNAVAILABLE in a training world
   */
  firm(form: RecoveryForm, proof: FirmRecoveryProof, caller: Caller): Promise<void> {
    return evenly(this.deps.answerAfter, () => this.#firm(form, proof, caller));
  }

  async #firm(form: RecoveryForm, proof: FirmRecoveryProof, caller: Caller): Promise<void> {
    const { db } = this.deps;
    this.#requireOffice('请在企业登录中用短信验证码找回。');
    const taxpayerId = form.taxpayerId.toUpperCase();
    const agency = await enterpriseByTaxpayerId(db, taxpayerId);
    const officer = agency?.is_agency ? await this.#officer(agency.id, form) : null;
    const byCode = 'code' in proof;
    const refusal = byCode
      ? { code: 'CODE_WRONG' as const, says: '信息或动态口令不正确，', hint: '没有启用动态口令的，请改用恢复密钥。' }
      : {
          code: 'RECOVERY_KEY_WRONG' as const,
          says: '信息或恢复密钥不正确，',
          hint: '请核对填写的信息，并确认恢复密钥是最近一次打印的那一张。',
        };
    await this.#counted(
      byCode ? throttleKey('officer', `${taxpayerId}:${form.capacity}`) : throttleKey('recoveryKey', taxpayerId),
      caller,
      {
        right: async () =>
          byCode
            ? officer !== null && (await this.deps.authenticators.use(officer.id, proof.code)).kind === 'right'
            : (await proof.fits()) && officer !== null,
        refusal,
        record: {
          act: 'enterprise.recovery',
          text: `找回机构登录密码被拒绝（${taxpayerId}）`,
          rule: 'D1',
          ...filedUnder(agency),
          handler: officer,
          origin: caller.origin,
        },
      },
    );
    if (!agency || !officer) throw new Error('a recovery was let through that names nobody');
    const ticket = {
      kind: 'ticket' as const,
      opens: 'enterprisePassword' as const,
      window: caller.window,
      origin: caller.origin,
      enterpriseId: agency.id,
      handlerId: officer.id,
    };
    await beginSession(this.deps, ticket, async (act, sessionId) => {
      await stillHolds(act.db, officer);
      await act.record({
        act: 'enterprise.recovery',
        text: `${officer.name}已用${byCode ? '动态口令' : '恢复密钥'}验证，可重设机构登录密码`,
        rule: 'D1',
        agencyId: agency.id,
        handler: officer,
        sessionId,
        origin: caller.origin,
      });
    });
  }

  /**
   * Step 2 of the agency's login, after the agency's own password: an officer who forgot the personal one. The old one is void at once, the
   * authenticator and every session of the person with it; the ticket opens the page for a new password (D3). Everybody else asks an admin.
   * @throws Refusal FORBIDDEN, REAL_NAME_REQUIRED, RECOVERY_KEY_WRONG, LOCKED_OUT, FLOW_EXPIRED; METHOD_UNAVAILABLE in a training world
   */
  async personal(input: { flow: string; handlerId: string }, fits: RecoveryKeyFits, caller: Caller): Promise<void> {
    const { db, clock, sessions, resets, profile } = this.deps;
    this.#requireOffice('请联系法定代表人或财务负责人重置。');
    const flow = await flowOf(this.deps, 'agencyStaff', input.flow, caller);
    const agency = await enterpriseById(db, flow.enterprise_id ?? '');
    if (!agency) throw flowExpired();
    const handler = await handlerOf(db, agency.id, input.handlerId);
    const record = {
      act: 'agency.staff.recovery',
      text: `${handler.name}找回个人密码被拒绝`,
      rule: 'D3' as const,
      agencyId: agency.id,
      handler,
      origin: caller.origin,
    };
    const not =
      realNameRefusal(handler, profile) ??
      (holdsEverything(handler.capacity)
        ? null
        : new Refusal('FORBIDDEN', '只有法定代表人和财务负责人可以用恢复密钥找回个人密码，请联系机构管理员重置。', {
            link: 'staff',
            rule: 'D2',
            whoCanMend: '机构管理员',
          }));
    if (not) throw refusedAs(not, { ...record, rule: not.data.rule ?? null });
    await this.#counted(throttleKey('recoveryKey', agency.taxpayer_id), caller, {
      right: fits,
      refusal: { code: 'RECOVERY_KEY_WRONG', says: '恢复密钥不正确，', hint: '请确认是最近一次打印的那一张。' },
      record,
    });
    const ticket = {
      kind: 'ticket' as const,
      opens: 'personalPassword' as const,
      window: caller.window,
      origin: caller.origin,
      enterpriseId: agency.id,
      handlerId: handler.id,
    };
    await beginSession(this.deps, ticket, async (act, sessionId) => {
      // Two proofs of one flow sent side by side: the first one takes it.
      if (!(await openFlow(act.db, 'agencyStaff', flow.id, caller.window))) throw flowExpired();
      await stillHolds(act.db, handler);
      await endFlow(act.db, flow.id, clock.now());
      // A code that nobody is given: this ticket is the one login that the reset is good for.
      await resets.issue(act, handler, {
        by: handler.id,
        ticketHash: hashTicket(handler.id, createTicket()),
        origin: caller.origin,
        used: true,
      });
      await act.record({
        act: 'agency.staff.recovery',
        text: `${handler.name}已用恢复密钥验证，原个人密码作废，可设置新的个人密码`,
        rule: 'D3',
        agencyId: agency.id,
        handler,
        sessionId,
        origin: caller.origin,
      });
      await sessions.ends.endOfWithin(act, handler.id, 'passwordReset', sessionId);
    });
  }

  /** A proof under its own key and the window's (J2). @throws Refusal of `refusal.code`, with what is left; LOCKED_OUT. Either leaves a record */
  async #counted(
    key: string,
    caller: Caller,
    tried: {
      right(): Promise<boolean>;
      refusal: { code: 'CODE_WRONG' | 'RECOVERY_KEY_WRONG'; says: string; hint: string };
      record: RefusedAct & { rule: RuleId };
    },
  ): Promise<void> {
    const { throttle } = this.deps;
    const { code, says, hint } = tried.refusal;
    const refused = (refusal: Refusal): RefusedAct | null => {
      const why = whyOfTry(refusal, ['信息或凭证不正确', tried.record.rule]);
      return why && { ...tried.record, text: `${tried.record.text}：${why[0]}`, rule: why[1] };
    };
    await attempting(refused, () =>
      throttle.trying(
        [key],
        async (attempt) => {
          if (await tried.right()) return attempt.right();
          const { text, ...rest } = await attempt.wrong();
          throw new Refusal(code, `${says}${text}${hint}`, {
            link: code === 'CODE_WRONG' ? 'code' : 'input',
            rule: tried.record.rule,
            ...rest,
          });
        },
        { window: throttleKey('window', caller.window), called: '这种找回方式' },
      ),
    );
  }

  async #officer(agencyId: string, form: RecoveryForm): Promise<HandlerRow | null> {
    const officers = await handlersOf(this.deps.db, agencyId);
    return (
      officers.find(
        (one) =>
          one.capacity === form.capacity &&
          one.mobile === form.mobile &&
          whyCannotLogIn(one, this.deps.profile) === null,
      ) ?? null
    );
  }

  #requireOffice(instead: string): void {
    if (!this.deps.profile.hasRecoveryKey)
      throw new Refusal('METHOD_UNAVAILABLE', `演示环境没有动态口令和恢复密钥，${instead}`, {
        link: 'code',
        rule: 'D1',
      });
  }
}
