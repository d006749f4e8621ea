import { Refusal } from '@contract/errors.ts';
import type { NotAllowed } from '@contract/staff.ts';
import { resetPassword } from '@contract/validators/password.ts';
import { enterpriseById, handlerById, setHandlerPassword } from '../../store/repositories/identity.ts';
import { handlersWithReset, putReset, resetOf, useReset, type PasswordResetRow } from '../../store/repositories/password-resets.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema.ts';
import type { EnterpriseActor } from '../actors.ts';
import type { Clock } from '../ports.ts';
import { officerOf, whyNotReset } from '../staff/may-do.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Trail } from '../trail/trail.ts';

/** 111111 is good for one login within this time (D3), in milliseconds. */
export const resetLifetime = 24 * 60 * 60_000;

/** Whether 111111 still opens the change-password page at `now` (D3). A clock set back gains nothing. */
export function resetIsOpen(reset: Pick<PasswordResetRow, 'reset_at' | 'expires_at' | 'used_at'> | undefined, now: number): boolean {
  return reset !== undefined && reset.used_at === null && now >= reset.reset_at && now < reset.expires_at;
}

/**
 * Resets of personal passwords (D2 to D4). A reset stands until a new password is chosen; 111111 is no stored password but a ticket that
 * goes with it, for one login.
 */
export class PasswordResets {
  constructor(private readonly parts: { db: Database; clock: Clock; trail: Trail; sessions: Sessions }) {}

  /** Handlers of an enterprise that have to choose a new password. */
  pendingOf(enterpriseId: string): Promise<ReadonlySet<string>> {
    return handlersWithReset(this.parts.db, enterpriseId);
  }

  of(handlerId: string): Promise<PasswordResetRow | undefined> {
    return resetOf(this.parts.db, handlerId);
  }

  /** Whether `password` is 111111 and good for this handler now. */
  async opens(handlerId: string, password: string): Promise<boolean> {
    return password === resetPassword && resetIsOpen(await this.of(handlerId), this.parts.clock.now());
  }

  /** Uses the one login up. @returns whether it was still there: of two sent side by side one gets it */
  use(handlerId: string): Promise<boolean> {
    return useReset(this.parts.db, handlerId, this.parts.clock.now());
  }

  /**
   * D2: a handler's password is lost; the old one is void at once and their sessions end. @returns until when 111111 is good
   * @throws Refusal FORBIDDEN for anybody but legal representative and finance officer (E1), and between these two (D4); NOT_FOUND
   */
  async reset(actor: EnterpriseActor, handlerId: string): Promise<{ expiresAt: number }> {
    const { db, clock, trail, sessions } = this.parts;
    const handler = await handlerById(db, handlerId);
    const enterprise = await enterpriseById(db, actor.enterpriseId);
    if (!handler || !enterprise || handler.enterprise_id !== actor.enterpriseId || handler.state === 'removed') {
      throw new Refusal('NOT_FOUND', '没有这位办税人员，请刷新列表后再试。', { link: 'staff', rule: 'D2' });
    }
    const person = officerOf(actor);
    const standing = await resetOf(db, handler.id);
    const why = whyNotReset(handler, person, handler.password_hash !== null || standing !== undefined);
    if (why) throw await this.#refused(actor, handler.name, why);
    const now = clock.now();
    const expiresAt = now + resetLifetime;
    await db.transaction().execute(async (transaction) => {
      const earlier = await resetOf(transaction, handler.id);
      await putReset(transaction, {
        handler_id: handler.id, reset_by: person.handlerId, reset_at: now, expires_at: expiresAt, used_at: null,
        previous_hash: handler.password_hash ?? earlier?.previous_hash ?? null,
      });
      await setHandlerPassword(transaction, handler.id, null);
      await trail.record({
        act: 'handler.password.reset', text: `重置${handler.name}的个人密码`, result: 'done', rule: 'D2', by: actor, origin: actor.origin, detail: { handler: handler.id },
      }, transaction);
    });
    for (const session of await openSessions(db, { handlerId: handler.id })) if (session.parent_id === null) await sessions.end(session, 'passwordReset');
    return { expiresAt };
  }

  async #refused(actor: EnterpriseActor, name: string, why: NotAllowed): Promise<Refusal> {
    await this.parts.trail.record({
      act: 'handler.password.reset', text: `重置${name}的个人密码被拒绝：${why.message}`, result: 'refused', rule: why.rule, by: actor, origin: actor.origin,
    });
    return new Refusal('FORBIDDEN', why.message, { link: 'staff', rule: why.rule, whoCanMend: why.whoCanMend });
  }
}
