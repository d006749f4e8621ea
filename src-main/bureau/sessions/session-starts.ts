import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { TicketPurpose } from '@contract/procedure.ts';
import {
  addSession,
  openSessions,
  sessionById,
  sessionOfWindow,
  touchSessions,
  type SessionRow,
} from '../../store/repositories/sessions.ts';
import type { Act } from '../act/acts.ts';
import type { PersonActor, StaffActor } from '../ground/actors.ts';
import type { Clock } from '../ground/ports.ts';
import type { SessionLimits } from './limits.ts';
import type { SessionEnds } from './session-ends.ts';

/** The subject of a window's session. {@link SessionStarts.startClient} starts a client session, {@link SessionStarts.enterEnterprise} one that a person enters. */
export type WindowSessionStart = { window: string; origin: string } & (
  | { kind: 'agencyStaff' | 'enterprise'; enterpriseId: string; handlerId: string }
  | { kind: 'ticket'; enterpriseId: string; handlerId: string; opens: Exclude<TicketPurpose, 'accountPassword'> }
  | { kind: 'ticket'; personId: string; opens: 'accountPassword' }
  | { kind: 'socialInsurance'; enterpriseId: string }
  | { kind: 'person'; personId: string }
);

/** Begins sessions (J3, G5), inside the act that opens them: of two parallel logins, the later one cannot end the session of the earlier one. */
export class SessionStarts {
  constructor(
    private readonly clock: Clock,
    private readonly ends: SessionEnds,
    private readonly limits: SessionLimits,
  ) {}

  /** Starts the session of a window and ends its previous one, of any kind. */
  async start(act: Act, who: WindowSessionStart): Promise<SessionRow> {
    const now = this.clock.now();
    const earlier = await sessionOfWindow(act.db, who.window);
    if (earlier) await this.ends.endWithin(act, earlier.person_session_id ?? earlier.id, 'replaced');
    const row = {
      id: randomUUID(),
      kind: who.kind,
      window: who.window,
      origin: who.origin,
      handler_id: 'handlerId' in who ? who.handlerId : null,
      enterprise_id: 'enterpriseId' in who ? who.enterpriseId : null,
      person_id: 'personId' in who ? who.personId : null,
      parent_id: null,
      person_session_id: null,
      agreement_id: null,
      ticket_for: 'opens' in who ? who.opens : null,
      started_at: now,
      last_used_at: now,
      ends_at: now + (who.kind === 'ticket' ? this.limits.ticket : this.limits.absolute),
      locked_at: null,
      ended_at: null,
      end_reason: null,
    };
    await addSession(act.db, row);
    return row;
  }

  /** The agency staff session of a window (G2). */
  startStaff(
    act: Act,
    who: { window: string; origin: string; handlerId: string; agencyId: string },
  ): Promise<SessionRow> {
    return this.start(act, {
      kind: 'agencyStaff',
      window: who.window,
      origin: who.origin,
      handlerId: who.handlerId,
      enterpriseId: who.agencyId,
    });
  }

  /**
   * Starts a client session (G3) under a staff session; it never lasts longer than its parent.
   * @throws Refusal NOT_SIGNED_IN, SESSION_LOCKED if the staff session ended or was locked during the check of the
   * agreement password
   */
  async startClient(
    { db }: Act,
    staff: StaffActor,
    client: { clientId: string; agreementId: string },
  ): Promise<SessionRow> {
    const now = this.clock.now();
    const parent = await sessionById(db, staff.sessionId);
    if (!parent || parent.ended_at !== null)
      throw new Refusal('NOT_SIGNED_IN', '登录已结束，请重新登录。', { link: 'session', rule: 'J3' });
    if (parent.locked_at !== null)
      throw new Refusal('SESSION_LOCKED', '工作台已锁定，请输入个人密码解锁。', { link: 'session', rule: 'J3' });
    const row = {
      id: randomUUID(),
      kind: 'client' as const,
      window: staff.window,
      origin: staff.origin,
      handler_id: staff.handlerId,
      enterprise_id: client.clientId,
      person_id: null,
      parent_id: staff.sessionId,
      person_session_id: null,
      agreement_id: client.agreementId,
      ticket_for: null,
      started_at: now,
      last_used_at: now,
      ends_at: Math.min(now + this.limits.absolute, parent.ends_at),
      locked_at: null,
      ended_at: null,
      end_reason: null,
    };
    await addSession(db, row);
    return row;
  }

  /**
   * Starts an enterprise session from a person's session (F2), and replaces the one entered before. It never lasts
   * longer than its parent, and activity in it renews both.
   * @throws Refusal NOT_SIGNED_IN if the person's session ended meanwhile
   */
  async enterEnterprise(
    act: Act,
    person: PersonActor,
    handler: { id: string; enterprise_id: string },
  ): Promise<SessionRow> {
    const now = this.clock.now();
    const parent = await sessionById(act.db, person.sessionId);
    if (!parent || parent.ended_at !== null)
      throw new Refusal('NOT_SIGNED_IN', '登录已结束，请重新登录。', { link: 'session', rule: 'J3' });
    for (const earlier of await openSessions(act.db, { personSessionId: parent.id }))
      await this.ends.endWithin(act, earlier.id, 'left');
    const row = {
      id: randomUUID(),
      kind: 'enterprise' as const,
      window: parent.window,
      origin: parent.origin,
      handler_id: handler.id,
      enterprise_id: handler.enterprise_id,
      person_id: null,
      parent_id: null,
      person_session_id: parent.id,
      agreement_id: null,
      ticket_for: null,
      started_at: now,
      last_used_at: now,
      ends_at: Math.min(now + this.limits.absolute, parent.ends_at),
      locked_at: null,
      ended_at: null,
      end_reason: null,
    };
    await addSession(act.db, row);
    await touchSessions(act.db, [parent.id], now);
    return row;
  }

  /** Id of a client's open session under a staff session, or undefined; called inside the transaction that would open one. */
  async openClient({ db }: Act, staffSessionId: string, clientId: string): Promise<string | undefined> {
    return (await openSessions(db, { parentId: staffSessionId, clientId }))[0]?.id;
  }
}
