import { Refusal } from '@contract/errors.ts';
import type { SessionEnd } from '@contract/session.ts';
import { handlerById } from '../../store/repositories/identity.ts';
import {
  clientSessionById,
  openClientSessions,
  lastEndedSession,
  lockSession,
  openSessions,
  sessionOfWindow,
  staffSessionOfWindow,
  touchSessions,
  unlockSession,
  type ClientSessionRow,
  type SessionRow,
  type WindowSessionRow,
} from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { ClientActor, StaffActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { isStopped } from '../agreement/client-stop.ts';
import { stateOf } from '../agreement/current.ts';
import type { Clock } from '../ground/ports.ts';
import { endText } from './end-text.ts';
import { idleEnd, ranOut, type SessionLimits } from './limits.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { said } from '../trail/said.ts';
import { SessionEnds } from './session-ends.ts';
import { SessionStarts } from './session-starts.ts';

/** Minimum interval between two writes of the person's activity, in milliseconds. */
const touchEvery = 15_000;

/**
 * Sessions of the bureau (J3, G5): the engine holds and ends them, never the page. A session belongs to one window. A
 * client session is the child of a staff session and ends with it; so does an enterprise session that was entered from
 * a person's session (F2). Every question about a session first ends it if its time has run out. Only
 * {@link Sessions.touch} renews idle time: a call alone does not prove that a person is there.
 */
export class Sessions {
  readonly starts: SessionStarts;
  readonly ends: SessionEnds;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly acts: Acts,
    private readonly ruleSet: Pick<RuleSet, 'limits' | 'days'>,
  ) {
    const { session: limits } = ruleSet.limits;
    this.ends = new SessionEnds({ db, clock, acts, limits });
    this.starts = new SessionStarts(clock, this.ends, limits);
  }

  /** J3: how long sessions last. */
  get limits(): SessionLimits {
    return this.ruleSet.limits.session;
  }

  /** Whether anybody is signed in, in any window. */
  async anyOpen(): Promise<boolean> {
    return (await openSessions(this.db, {})).length > 0;
  }

  /** Ends all open sessions of a window: with a person's session also the enterprise session entered from it. */
  async signOut(window: string): Promise<void> {
    const row = await this.rowOf(window);
    if (row) await this.ends.end({ id: row.person_session_id ?? row.id, kind: row.kind }, 'signedOut');
  }

  /** The staff session row of a window, or undefined; first ends it if its time has run out. */
  async staffRow(window: string) {
    const row = await staffSessionOfWindow(this.db, window);
    return row && (await this.#stands(row, row.handler_state)) ? row : undefined;
  }

  /**
   * The session of a window, of any kind, or undefined; first ends it if its time has run out. If an enterprise was
   * entered from a person's session and the person lost the right to it, the window returns to the person's session
   * (F2).
   */
  async rowOf(window: string): Promise<WindowSessionRow | undefined> {
    const row = await sessionOfWindow(this.db, window);
    if (!row) return undefined;
    // Without a handler, nobody can have lost the right.
    if (!(await this.#stands(row, row.handler_id === null ? 'active' : row.handler_state)))
      return row.person_session_id === null ? undefined : this.rowOf(window);
    return row;
  }

  /**
   * The person did something in this window (J3): idle time starts again for its session and all child sessions.
   * @returns when the idle time ends without further activity, in milliseconds UTC; null without a session and while
   * the desk is locked
   */
  async touch(window: string): Promise<number | null> {
    const row = await this.rowOf(window);
    if (!row || row.locked_at !== null) return null;
    const now = this.clock.now();
    if (now - row.last_used_at < touchEvery) return idleEnd(row.last_used_at, row.ends_at, this.limits);
    await touchSessions(this.db, [row.id, ...(row.person_session_id === null ? [] : [row.person_session_id])], now);
    return idleEnd(now, row.ends_at, this.limits);
  }

  /** The refusal of a call that needs a session if this window has none; says why the last one ended. */
  async notSignedIn(window: string): Promise<Refusal> {
    const reason = (await lastEndedSession(this.db, window))?.end_reason as SessionEnd | undefined;
    const why = reason && reason !== 'signedOut' ? endText(reason, this.limits) : '尚未登录';
    return new Refusal('NOT_SIGNED_IN', `${why}，请重新登录。`, {
      link: 'session',
      rule: 'J3',
      ...(reason ? { sessionEnd: reason } : {}),
    });
  }

  /**
   * Who acts in this window.
   * @throws Refusal NOT_SIGNED_IN with the reason in `sessionEnd` when the last session ended by itself
   */
  async staffOf(window: string): Promise<StaffActor> {
    const row = await this.staffRow(window);
    if (!row) throw await this.notSignedIn(window);
    return {
      sessionId: row.id,
      handlerId: row.handler_id,
      personId: row.acting_person_id,
      name: row.person_name,
      agencyId: row.enterprise_id,
      agencyName: row.agency_name,
      agencyTaxpayerId: row.agency_taxpayer_id,
      window: row.window,
      origin: row.origin,
      locked: row.locked_at !== null,
    };
  }

  /**
   * The client session that a call names, if it belongs to this staff session (G5). Rights are read again for every
   * call, so that a change takes effect at once. @throws Refusal SESSION_ENDED with the reason
   */
  async clientOf(staff: StaffActor, clientSessionId: string): Promise<ClientActor> {
    const named = await clientSessionById(this.db, clientSessionId);
    const row = named?.parent_id === staff.sessionId ? named : undefined;
    const end = row && row.ended_at === null ? this.#clientEnd(row) : null;
    if (row && end) await this.ends.end(row, end);
    if (!row || end || row.ended_at !== null) {
      const reason = end ?? (row?.end_reason as SessionEnd | undefined);
      throw new Refusal(
        'SESSION_ENDED',
        reason === 'clientStopped'
          ? said.stoppedWayBack(endText(reason, this.limits))
          : `${reason ? endText(reason, this.limits) : '该客户尚未进入'}，请重新进入该客户。`,
        {
          link: reason === 'clientStopped' ? 'state' : reason?.startsWith('agreement') ? 'agreement' : 'session',
          rule: 'G5',
          ...(reason ? { sessionEnd: reason } : {}),
        },
      );
    }
    return {
      staff,
      clientSessionId: row.id,
      clientId: row.enterprise_id,
      clientName: row.client_name,
      agreementId: row.agreement_id ?? '',
      functions: new Set(row.functions),
    };
  }

  /** The client sessions of a staff session that are open now, oldest first. */
  async clientsOf(staffSessionId: string): Promise<ClientSessionRow[]> {
    const open: ClientSessionRow[] = [];
    for (const row of await openClientSessions(this.db, staffSessionId)) {
      const end = this.#clientEnd(row);
      if (end) await this.ends.end(row, end);
      else open.push(row);
    }
    return open;
  }

  async lastEnd(window: string): Promise<SessionEnd | null> {
    const ended = await lastEndedSession(this.db, window);
    return ended?.end_reason && ended.end_reason !== 'signedOut' ? (ended.end_reason as SessionEnd) : null;
  }

  /** Locks a staff session. @returns false if it was locked or over already: then nothing is recorded */
  async lock(staff: StaffActor): Promise<boolean> {
    return this.acts.run(null, async (act) => {
      if (!(await lockSession(act.db, staff.sessionId, this.clock.now()))) return false;
      await act.record({ act: 'session.lock', text: '锁定工作台', by: staff, origin: staff.origin });
      await act.emit({ kind: 'staffSessionLocked', window: staff.window, sessionId: staff.sessionId });
      return true;
    });
  }

  /** Ends a lock; the caller has checked the personal password. */
  async unlock(staff: StaffActor): Promise<void> {
    await this.acts.run(null, async (act) => {
      await unlockSession(act.db, staff.sessionId);
      await touchSessions(act.db, [staff.sessionId], this.clock.now());
      await act.record({ act: 'session.unlock', text: '解锁工作台', by: staff, origin: staff.origin });
      await act.emit({ kind: 'staffSessionChanged', window: staff.window });
    });
  }

  /** Ends the sessions that have expired and locks idle desks, without any call. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const row of await openSessions(this.db, {})) {
      const end = row.kind === 'client' ? null : ranOut(row, now, this.limits);
      if (end && !(end === 'idle' && (await this.#lockedIdle(row)))) await this.ends.end(row, end);
    }
    for (const row of await openClientSessions(this.db)) {
      const end = this.#clientEnd(row);
      if (end) await this.ends.end(row, end);
    }
  }

  async #stands(row: SessionRow, handlerState: string | null): Promise<boolean> {
    const end = handlerState === 'active' ? ranOut(row, this.clock.now(), this.limits) : 'rightsRemoved';
    if (end === 'idle' && (await this.#lockedIdle(row))) return true;
    if (end) await this.ends.end(row, end);
    return !end;
  }

  /** J3: locks a desk after its idle time and keeps its clients open. @returns false if it must end instead: no personal password could unlock it */
  async #lockedIdle(row: SessionRow): Promise<boolean> {
    if (row.kind !== 'agencyStaff' || row.handler_id === null) return false;
    const handler = await handlerById(this.db, row.handler_id);
    if (!handler || handler.password_hash === null) return false;
    const now = this.clock.now();
    await this.acts.run(null, async (act) => {
      if (!(await lockSession(act.db, row.id, now))) return;
      await act.record({
        act: 'session.lock',
        text: `${this.limits.idle / 60_000} 分钟没有操作，工作台自动锁定`,
        rule: 'J3',
        agencyId: row.enterprise_id,
        sessionId: row.id,
        origin: row.origin,
        handler,
        detail: { reason: 'idle' },
      });
      await act.emit({ kind: 'staffSessionLocked', window: row.window, sessionId: row.id });
    });
    row.locked_at = now;
    return true;
  }

  #clientEnd(row: ClientSessionRow): SessionEnd | null {
    const today = dayOf(this.clock.now());
    if (isStopped(row.stop_day === null ? null : { day: row.stop_day }, today)) return 'clientStopped';
    const state = stateOf({ ...row, created_at: row.agreement_created_at }, today, this.ruleSet.days);
    if (state === 'cancelled' || state === 'declined' || state === 'lapsed') return 'agreementCancelled';
    if (state === 'suspended') return 'agreementSuspended';
    if (state !== 'inForce') return 'agreementExpired';
    return ranOut(row, this.clock.now(), this.limits);
  }
}
