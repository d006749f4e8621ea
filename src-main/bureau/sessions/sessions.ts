import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { SessionEnd } from '@contract/session.ts';
import type { TicketPurpose } from '@contract/procedure.ts';
import type { ClientActor, HandlerActor, PersonActor, StaffActor } from '../actors.ts';
import { dayOf } from '../calendar.ts';
import { stateOf } from '../delegation/current.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import type { Clock } from '../ports.ts';
import { enterpriseById, handlerById } from '../../store/repositories/identity.ts';
import { personById } from '../../store/repositories/persons.ts';
import {
  addSession, clientSessions, endSession, lastEndedSession, lockSession, openSessions, sessionById, sessionOfWindow, staffSessionOfWindow, touchSessions, unlockSession,
  type ClientSessionRow, type SessionRow, type WindowSessionRow,
} from '../../store/repositories/sessions.ts';
import type { Database, DatabaseTransaction } from '../../store/schema.ts';
import type { Trail } from '../trail/trail.ts';
import { endText } from './end-text.ts';
import { absoluteLimit, idleEnd, ranOut, ticketLimit } from './limits.ts';

/** What the person does is written at most this often, in milliseconds. */
const touchEvery = 15_000;

const kindText = { enterprise: '企业登录', person: '自然人登录', socialInsurance: '社保费征收登录', ticket: '改密操作' } as const;

/** Who a session of a window is for; a client session is started by {@link Sessions.startClient}, one entered by a person by {@link Sessions.enterEnterprise}. */
export type WindowSessionStart = { window: string; origin: string } & (
  | { kind: 'agencyStaff' | 'enterprise'; enterpriseId: string; handlerId: string }
  | { kind: 'ticket'; enterpriseId: string; handlerId: string; opens: Exclude<TicketPurpose, 'accountPassword'> }
  | { kind: 'ticket'; personId: string; opens: 'accountPassword' }
  | { kind: 'socialInsurance'; enterpriseId: string }
  | { kind: 'person'; personId: string });

/**
 * Sessions of the bureau (J3, G5): held and ended here, never by the page. A session belongs to one window; a client session
 * is the child of a staff session and ends with it, as does an enterprise session that was entered from a person's (F2). Every question
 * about a session first ends it when its time has run out. Only {@link Sessions.touch} renews idle time: a call alone proves no person.
 */
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: DomainEvents,
    private readonly trail: Trail,
  ) {}

  /**
   * Starts the session of a window, ending the one it had, of whatever kind. Runs inside the sign-in's transaction, so that of two
   * logins side by side the later one cannot end what the earlier one made. @param told gets what is to be emitted after it
   */
  async start(db: DatabaseTransaction, who: WindowSessionStart, told: DomainEvent[] = []): Promise<SessionRow> {
    const now = this.clock.now();
    const earlier = await sessionOfWindow(db, who.window);
    if (earlier) await this.#endWithin(db, earlier.person_session_id ?? earlier.id, 'replaced', told);
    const row = {
      id: randomUUID(), kind: who.kind, window: who.window, origin: who.origin, handler_id: 'handlerId' in who ? who.handlerId : null,
      enterprise_id: 'enterpriseId' in who ? who.enterpriseId : null, person_id: 'personId' in who ? who.personId : null, parent_id: null, person_session_id: null, agreement_id: null, ticket_for: 'opens' in who ? who.opens : null, started_at: now, last_used_at: now,
      ends_at: now + (who.kind === 'ticket' ? ticketLimit : absoluteLimit), locked_at: null, ended_at: null, end_reason: null,
    };
    await addSession(db, row);
    return row;
  }

  /** The agency staff session of a window (G2). */
  startStaff(db: DatabaseTransaction, who: { window: string; origin: string; handlerId: string; agencyId: string }, told: DomainEvent[] = []): Promise<SessionRow> {
    return this.start(db, { kind: 'agencyStaff', window: who.window, origin: who.origin, handlerId: who.handlerId, enterpriseId: who.agencyId }, told);
  }

  /**
   * Starts a client session (G3) under a staff session; it cannot outlive its parent.
   * @throws Refusal NOT_SIGNED_IN, SESSION_LOCKED when the staff session ended or was locked while the agreement password was checked
   */
  async startClient(db: DatabaseTransaction, staff: StaffActor, client: { clientId: string; agreementId: string }): Promise<SessionRow> {
    const now = this.clock.now();
    const parent = await sessionById(db, staff.sessionId);
    if (!parent || parent.ended_at !== null) throw new Refusal('NOT_SIGNED_IN', '登录已结束，请重新登录。', { link: 'session', rule: 'J3' });
    if (parent.locked_at !== null) throw new Refusal('SESSION_LOCKED', '工作台已锁定，请输入个人密码解锁。', { link: 'session', rule: 'J3' });
    const row = {
      id: randomUUID(), kind: 'client' as const, window: staff.window, origin: staff.origin, handler_id: staff.handlerId, enterprise_id: client.clientId,
      person_id: null, parent_id: staff.sessionId, person_session_id: null, agreement_id: client.agreementId, ticket_for: null, started_at: now, last_used_at: now,
      ends_at: Math.min(now + absoluteLimit, parent.ends_at), locked_at: null, ended_at: null, end_reason: null,
    };
    await addSession(db, row);
    return row;
  }

  /**
   * Starts an enterprise session out of a person's (F2), in the place of the one entered before; it cannot outlive its parent, and use of
   * it is use of both. @param told gets what is to be emitted after the transaction
   * @throws Refusal NOT_SIGNED_IN when the person's session ended meanwhile
   */
  async enterEnterprise(db: DatabaseTransaction, person: PersonActor, handler: { id: string; enterprise_id: string }, told: DomainEvent[]): Promise<SessionRow> {
    const now = this.clock.now();
    const parent = await sessionById(db, person.sessionId);
    if (!parent || parent.ended_at !== null) throw new Refusal('NOT_SIGNED_IN', '登录已结束，请重新登录。', { link: 'session', rule: 'J3' });
    for (const earlier of await openSessions(db, { personSessionId: parent.id })) await this.#endWithin(db, earlier.id, 'left', told);
    const row = {
      id: randomUUID(), kind: 'enterprise' as const, window: parent.window, origin: parent.origin, handler_id: handler.id, enterprise_id: handler.enterprise_id,
      person_id: null, parent_id: null, person_session_id: parent.id, agreement_id: null, ticket_for: null, started_at: now, last_used_at: now,
      ends_at: Math.min(now + absoluteLimit, parent.ends_at), locked_at: null, ended_at: null, end_reason: null,
    };
    await addSession(db, row);
    await touchSessions(db, [parent.id], now);
    return row;
  }

  /** Whether anybody is signed in, in any window. */
  async anyOpen(): Promise<boolean> {
    return (await openSessions(this.db, {})).length > 0;
  }

  /** Ends whatever is open in a window: with a person's session also what was entered from it. */
  async signOut(window: string): Promise<void> {
    const row = await this.rowOf(window);
    if (row) await this.end({ id: row.person_session_id ?? row.id, kind: row.kind }, 'signedOut');
  }

  /** Id of the open session of a client under a staff session, or undefined; asked inside the transaction that would open one. */
  async openClient(db: DatabaseTransaction, staffSessionId: string, clientId: string): Promise<string | undefined> {
    return (await openSessions(db, { parentId: staffSessionId, clientId }))[0]?.id;
  }

  /** The staff session row of a window, or undefined; ends it first when its time has run out. */
  async staffRow(window: string) {
    const row = await staffSessionOfWindow(this.db, window);
    return row && (await this.#stands(row, row.handler_state)) ? row : undefined;
  }

  /**
   * The session of a window, of whatever kind, or undefined; ends it first when its time has run out. Where an enterprise was entered from a
   * person's session and the right to it is gone, the window is the person's again (F2).
   */
  async rowOf(window: string): Promise<WindowSessionRow | undefined> {
    const row = await sessionOfWindow(this.db, window);
    if (!row) return undefined;
    // Where no handler is named none can have lost the right.
    if (!(await this.#stands(row, row.handler_id === null ? 'active' : row.handler_state))) return row.person_session_id === null ? undefined : this.rowOf(window);
    return row;
  }

  /**
   * The person did something in this window (J3): idle time starts anew for its session, and with it for all that hangs on it.
   * @returns when the idle time runs out if nothing more is done, in milliseconds; null without a session and while the desk is locked
   */
  async touch(window: string): Promise<number | null> {
    const row = await this.rowOf(window);
    if (!row || row.locked_at !== null) return null;
    const now = this.clock.now();
    if (now - row.last_used_at < touchEvery) return idleEnd(row.last_used_at, row.ends_at);
    await touchSessions(this.db, [row.id, ...(row.person_session_id === null ? [] : [row.person_session_id])], now);
    return idleEnd(now, row.ends_at);
  }

  /** What a call is answered that needs a session which this window does not have; says why the last one ended. */
  async notSignedIn(window: string): Promise<Refusal> {
    const reason = (await lastEndedSession(this.db, window))?.end_reason as SessionEnd | undefined;
    const why = reason && reason !== 'signedOut' ? endText[reason] : '尚未登录';
    return new Refusal('NOT_SIGNED_IN', `${why}，请重新登录。`, { link: 'session', rule: 'J3', ...(reason ? { sessionEnd: reason } : {}) });
  }

  /**
   * Who acts in this window.
   * @throws Refusal NOT_SIGNED_IN with the reason in `sessionEnd` when the last session ended by itself
   */
  async staffOf(window: string): Promise<StaffActor> {
    const row = await this.staffRow(window);
    if (!row) throw await this.notSignedIn(window);
    return {
      sessionId: row.id, handlerId: row.handler_id, personId: row.acting_person_id, name: row.person_name, agencyId: row.enterprise_id,
      agencyName: row.agency_name, agencyTaxpayerId: row.agency_taxpayer_id, window: row.window, origin: row.origin, locked: row.locked_at !== null,
    };
  }

  /**
   * The client session that a call names, of this staff session only (G5). Rights are read anew at every call, so that a
   * change takes effect at once. @throws Refusal SESSION_ENDED with the reason
   */
  async clientOf(staff: StaffActor, clientSessionId: string): Promise<ClientActor> {
    const row = await clientSessions(this.db).where('session.id', '=', clientSessionId).where('session.parent_id', '=', staff.sessionId).executeTakeFirst();
    const end = row && row.ended_at === null ? this.#clientEnd(row) : null;
    if (row && end) await this.end(row, end);
    if (!row || end || row.ended_at !== null) {
      const reason = end ?? (row?.end_reason as SessionEnd | undefined);
      throw new Refusal('SESSION_ENDED', `${reason ? endText[reason] : '该客户尚未进入'}，请重新进入该客户。`, {
        link: reason?.startsWith('agreement') ? 'agreement' : 'session', rule: 'G5', ...(reason ? { sessionEnd: reason } : {}),
      });
    }
    return {
      staff, clientSessionId: row.id, clientId: row.enterprise_id, clientName: row.client_name, agreementId: row.agreement_id ?? '',
      functions: new Set(JSON.parse(row.functions) as string[]),
    };
  }

  /** The client sessions of a staff session that are open now, oldest first. */
  async clientsOf(staffSessionId: string): Promise<ClientSessionRow[]> {
    const rows = await clientSessions(this.db).where('session.parent_id', '=', staffSessionId).where('session.ended_at', 'is', null)
      .orderBy('session.started_at').execute();
    const open: ClientSessionRow[] = [];
    for (const row of rows) {
      const end = this.#clientEnd(row);
      if (end) await this.end(row, end);
      else open.push(row);
    }
    return open;
  }

  async lastEnd(window: string): Promise<SessionEnd | null> {
    const ended = await lastEndedSession(this.db, window);
    return ended?.end_reason && ended.end_reason !== 'signedOut' ? (ended.end_reason as SessionEnd) : null;
  }

  /** Locks a staff session. @returns false when it was locked or over already: nothing is recorded then */
  async lock(staff: StaffActor): Promise<boolean> {
    const locked = await this.db.transaction().execute(async (db) => {
      if (!(await lockSession(db, staff.sessionId, this.clock.now()))) return false;
      await this.trail.record({ act: 'session.lock', text: '锁定工作台', result: 'done', by: staff, origin: staff.origin }, db);
      return true;
    });
    if (locked) await this.events.emit({ kind: 'staffSessionLocked', window: staff.window, sessionId: staff.sessionId });
    return locked;
  }

  /** Ends a lock; the caller has proved the personal password. */
  async unlock(staff: StaffActor): Promise<void> {
    await unlockSession(this.db, staff.sessionId);
    await touchSessions(this.db, [staff.sessionId], this.clock.now());
    await this.trail.record({ act: 'session.unlock', text: '解锁工作台', result: 'done', by: staff, origin: staff.origin });
    await this.events.emit({ kind: 'staffSessionChanged', window: staff.window });
  }

  /** Ends one session and, for a staff session, its client sessions; each end leaves a record and is told. */
  async end(session: Pick<SessionRow, 'id' | 'kind'>, reason: SessionEnd): Promise<void> {
    const told: DomainEvent[] = [];
    await this.db.transaction().execute((db) => this.#endWithin(db, session.id, reason, told));
    for (const event of told) await this.events.emit(event);
  }

  /** Ends every open session that matches, for the same reason (H2, H5, E7). */
  async endAll(match: Parameters<typeof openSessions>[1], reason: SessionEnd): Promise<void> {
    for (const row of await openSessions(this.db, match)) await this.end(row, reason);
  }

  /** As {@link endAll}, inside the transaction of the act that ends them; the caller emits `told` afterwards. Parents go first, so that their children end with them. */
  async endAllWithin(db: DatabaseTransaction, match: Parameters<typeof openSessions>[1], reason: SessionEnd, told: DomainEvent[]): Promise<void> {
    const rows = await openSessions(db, match);
    for (const row of rows.toSorted((a, b) => Number(a.parent_id !== null) - Number(b.parent_id !== null))) await this.#endWithin(db, row.id, reason, told);
  }

  /**
   * Uses a ticket up (D1, D3, D5), inside the transaction of the new password that it opens: of several sent side by side one gets it. The
   * caller emits `told` afterwards. @throws Refusal SESSION_ENDED when it is used up, or has ended
   */
  async useTicketWithin(db: DatabaseTransaction, ticket: { sessionId: string }, told: DomainEvent[]): Promise<void> {
    const row = await sessionById(db, ticket.sessionId);
    if (row?.kind !== 'ticket' || row.ended_at !== null) {
      throw new Refusal('SESSION_ENDED', '这次改密已经完成或已失效，没有再次修改。请用新密码登录，或重新找回。', { link: 'session', rule: 'J3', sessionEnd: 'signedOut' });
    }
    await this.#endWithin(db, row.id, 'signedOut', told);
  }

  /** Ends a handler's sessions, in whatever window; client sessions end with their parents, for the parents' reason. */
  async endOf(handlerId: string, reason: SessionEnd): Promise<void> {
    for (const row of await openSessions(this.db, { handlerId })) if (row.parent_id === null) await this.end(row, reason);
  }

  /** Ends the person's other sessions, in whatever window; client sessions end with their parents. */
  async endOthers(actor: Pick<HandlerActor, 'handlerId' | 'sessionId'>, reason: SessionEnd): Promise<void> {
    for (const row of await openSessions(this.db, { handlerId: actor.handlerId })) {
      if (row.id !== actor.sessionId && row.parent_id === null) await this.end(row, reason);
    }
  }

  /** Ends the sessions that have run out, and locks the desks that were left, without anybody asking. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const row of await openSessions(this.db, {})) {
      const end = row.kind === 'client' ? null : ranOut(row, now);
      if (end && !(end === 'idle' && await this.#lockedIdle(row))) await this.end(row, end);
    }
    for (const row of await clientSessions(this.db).where('session.ended_at', 'is', null).execute()) {
      const end = this.#clientEnd(row);
      if (end) await this.end(row, end);
    }
  }

  async #stands(row: SessionRow, handlerState: string | null): Promise<boolean> {
    const end = handlerState === 'active' ? ranOut(row, this.clock.now()) : 'rightsRemoved';
    if (end === 'idle' && await this.#lockedIdle(row)) return true;
    if (end) await this.end(row, end);
    return !end;
  }

  /** J3: a desk left for its idle time is locked, with all its clients open. @returns false where it must end instead: no personal password could unlock it */
  async #lockedIdle(row: SessionRow): Promise<boolean> {
    if (row.kind !== 'agencyStaff' || row.handler_id === null) return false;
    const handler = await handlerById(this.db, row.handler_id);
    if (!handler || handler.password_hash === null) return false;
    const now = this.clock.now();
    const locked = await this.db.transaction().execute(async (db) => {
      if (!(await lockSession(db, row.id, now))) return false;
      await this.trail.record({
        act: 'session.lock', text: '30 分钟没有操作，工作台自动锁定', result: 'done', rule: 'J3', agencyId: row.enterprise_id, sessionId: row.id, origin: row.origin,
        handler, detail: { reason: 'idle' },
      }, db);
      return true;
    });
    row.locked_at = now;
    if (locked) await this.events.emit({ kind: 'staffSessionLocked', window: row.window, sessionId: row.id });
    return true;
  }

  #clientEnd(row: ClientSessionRow): SessionEnd | null {
    const today = dayOf(this.clock.now());
    const state = stateOf({ ...row, created_at: row.agreement_created_at }, today);
    if (state === 'cancelled' || state === 'declined' || state === 'lapsed') return 'agreementCancelled';
    if (state === 'suspended') return 'agreementSuspended';
    if (state !== 'inForce') return 'agreementExpired';
    return ranOut(row, this.clock.now());
  }

  async #endWithin(db: DatabaseTransaction, id: string, reason: SessionEnd, told: DomainEvent[]): Promise<void> {
    const row = await sessionById(db, id);
    if (!row || !(await endSession(db, id, this.clock.now(), reason))) return;
    const handler = row.handler_id === null ? undefined : await handlerById(db, row.handler_id);
    if (row.kind !== 'client' && row.kind !== 'agencyStaff') {
      for (const child of await openSessions(db, { personSessionId: id })) await this.#endWithin(db, child.id, reason, told);
      // A natural person is acted for by nobody else.
      const forWhom = row.person_id === null ? await enterpriseById(db, row.enterprise_id ?? '') : await personById(db, row.person_id);
      await this.trail.record({
        act: 'session.end', text: `${kindText[row.kind]}结束：${endText[reason]}`, result: 'done', rule: 'J3', sessionId: id, origin: row.origin,
        client: forWhom ?? null, handler: handler ?? null, detail: { reason, kind: row.kind },
      }, db);
      told.push({ kind: 'windowSessionEnded', window: row.window, sessionId: id, end: reason });
      return;
    }
    if (row.handler_id === null || row.enterprise_id === null) return;
    if (row.kind === 'agencyStaff') {
      for (const child of await openSessions(db, { parentId: id })) await this.#endWithin(db, child.id, 'parentEnded', told);
      await this.trail.record({
        act: 'session.end', text: `登录结束：${endText[reason]}`, result: 'done', rule: 'J3', agencyId: row.enterprise_id, sessionId: id, origin: row.origin,
        handler: handler ?? null, detail: { reason },
      }, db);
      told.push({ kind: 'staffSessionEnded', window: row.window, handlerId: row.handler_id, sessionId: id, end: reason });
      return;
    }
    const client = await clientSessions(db).where('session.id', '=', id).executeTakeFirst();
    if (!client) return;
    await this.trail.record({
      act: 'client.leave', text: `退出客户：${endText[reason]}`, result: 'done', rule: 'G5', client: { id: row.enterprise_id, name: client.client_name },
      agencyId: handler?.enterprise_id ?? null, sessionId: id, origin: row.origin, handler: handler ?? null, detail: { reason },
    }, db);
    told.push({
      kind: 'clientSessionEnded', window: row.window, handlerId: row.handler_id, clientId: row.enterprise_id, clientName: client.client_name,
      clientSessionId: id, end: reason,
    });
  }
}
