import { Refusal } from '@contract/errors.ts';
import type { NotAllowed } from '@contract/enterprise-staff.ts';
import { resetPassword } from '@contract/validators/password.ts';
import { ticketMatches } from '../../keys/one-time-ticket.ts';
import { handlerById, setHandlerPassword, type HandlerRow } from '../../store/repositories/identity.ts';
import {
  handlersWithReset,
  putReset,
  resetOf,
  useReset,
  type PasswordResetRow,
} from '../../store/repositories/password-resets.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import { refusedAs } from '../act/refused-act.ts';
import type { EnterpriseActor, StaffActor } from '../ground/actors.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import { officerOf, whyNotHandCode, whyNotReset } from '../rights/may-do.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Whether 111111 still opens the change-password page at `now` (D3). A clock set back gains nothing. */
export function resetIsOpen(
  reset: Pick<PasswordResetRow, 'reset_at' | 'expires_at' | 'used_at'> | undefined,
  now: number,
): boolean {
  return reset !== undefined && reset.used_at === null && now >= reset.reset_at && now < reset.expires_at;
}

/**
 * Resets of personal passwords (D2 to D4). A reset is pending until a new password is chosen; 111111 is no stored password but a ticket that
 * goes with it, for one login. Where no SMS can be sent it would be a password that everybody knows: there a one-time code that only the
 * person is given takes its place and that of the SMS code.
 */
export class PasswordResets {
  constructor(
    private readonly deps: {
      db: Database;
      clock: Clock;
      acts: Acts;
      sessions: Sessions;
      authenticators: Authenticators;
      limits: Pick<RuleLimits, 'reset'>;
    },
  ) {}

  /** Handlers of an enterprise that have to choose a new password. */
  pendingOf(enterpriseId: string): Promise<ReadonlySet<string>> {
    return handlersWithReset(this.deps.db, enterpriseId);
  }

  of(handlerId: string): Promise<PasswordResetRow | undefined> {
    return resetOf(this.deps.db, handlerId);
  }

  /** Whether `password` is what the reset goes with (111111, or the one-time code) and good for this handler now. */
  async opens(handlerId: string, password: string): Promise<boolean> {
    const reset = await this.of(handlerId);
    const right = reset?.ticket_hash
      ? ticketMatches(reset.ticket_hash, handlerId, password)
      : password === resetPassword;
    return right && resetIsOpen(reset, this.deps.clock.now());
  }

  /** Uses the one login up. @returns whether it was still there: of two sent side by side one gets it */
  use(handlerId: string): Promise<boolean> {
    return useReset(this.deps.db, handlerId, this.deps.clock.now());
  }

  /**
   * D2: a handler's password is lost; the old one is void at once and their sessions end. @returns until when 111111 or the code is good
   * @param ticketHash of a one-time code that an office admin hands over (see {@link PasswordResets}); null: 111111
   * @param also what else belongs to the act, when the sessions have ended
   * @throws Refusal FORBIDDEN for anybody but legal representative and finance officer (E1), and between these two (D4); NOT_FOUND
   */
  async reset(
    actor: EnterpriseActor | StaffActor,
    handlerId: string,
    ticketHash: string | null = null,
    also: (act: Act) => Promise<void> = async () => {},
  ): Promise<{ expiresAt: number }> {
    const { db, acts, sessions } = this.deps;
    const enterpriseId = 'enterpriseId' in actor ? actor.enterpriseId : actor.agencyId;
    const handler = await handlerById(db, handlerId);
    if (!handler || handler.enterprise_id !== enterpriseId || handler.state === 'removed') {
      throw new Refusal('NOT_FOUND', '没有这位办税人员，请刷新列表后再试。', { link: 'staff', rule: 'D2' });
    }
    const own = 'enterpriseId' in actor ? undefined : await handlerById(db, actor.handlerId);
    const officer =
      'enterpriseId' in actor
        ? officerOf(actor)
        : {
            handlerId: actor.handlerId,
            personId: actor.personId,
            name: actor.name,
            capacity: own?.capacity ?? 'handler',
          };
    const pending = await resetOf(db, handler.id);
    const why =
      ticketHash === null
        ? whyNotReset(handler, officer, handler.password_hash !== null || pending !== undefined)
        : whyNotHandCode(handler, officer);
    if (why) throw refused(actor, handler.name, why);
    return acts.run(null, async (act) => {
      const issued = await this.issue(act, handler, { by: officer.handlerId, ticketHash, origin: actor.origin });
      await act.record({
        act: 'handler.password.reset',
        text: `重置${handler.name}的个人密码${ticketHash === null ? '' : '，签发一次性登录码'}`,
        rule: 'D2',
        by: actor,
        origin: actor.origin,
        detail: { handler: handler.id },
      });
      await sessions.ends.endOfWithin(act, handler.id, 'passwordReset');
      await also(act);
      return issued;
    });
  }

  /**
   * The part of a reset that an act holds; also the first one of somebody who never had a password (B5). The authenticator goes with the
   * password: whoever knew that one may have set it up, and its code alone would open the page for the new one.
   * @param reset.used the login that the reset is good for is the one under way: what was handed over opens nothing
   */
  async issue(
    act: Act,
    handler: Pick<HandlerRow, 'id' | 'name' | 'enterprise_id' | 'password_hash'>,
    reset: { by: string; ticketHash: string | null; origin: string; used?: boolean },
  ): Promise<{ expiresAt: number }> {
    const now = this.deps.clock.now();
    const expiresAt = now + this.deps.limits.reset;
    const earlier = await resetOf(act.db, handler.id);
    await putReset(act.db, {
      handler_id: handler.id,
      reset_by: reset.by,
      reset_at: now,
      expires_at: expiresAt,
      used_at: reset.used ? now : null,
      previous_hash: handler.password_hash ?? earlier?.previous_hash ?? null,
      ticket_hash: reset.ticketHash,
    });
    await setHandlerPassword(act.db, handler.id, null);
    await this.deps.authenticators.void(act, handler, '个人密码已重置', reset.origin);
    return { expiresAt };
  }
}

function refused(actor: EnterpriseActor | StaffActor, name: string, why: NotAllowed): Refusal {
  return refusedAs(
    new Refusal('FORBIDDEN', why.message, { link: 'staff', rule: why.rule, whoCanMend: why.whoCanMend }),
    {
      act: 'handler.password.reset',
      text: `重置${name}的个人密码被拒绝：${why.message}`,
      rule: why.rule,
      by: actor,
      origin: actor.origin,
    },
  );
}
