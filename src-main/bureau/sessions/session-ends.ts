import { Refusal } from '@contract/errors.ts';
import type { SessionEnd } from '@contract/session.ts';
import { enterpriseById, handlerById } from '../../store/repositories/identity.ts';
import { personById } from '../../store/repositories/persons.ts';
import {
  clientSessionById,
  endSession,
  openSessions,
  sessionById,
  type SessionRow,
} from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import type { Clock } from '../ground/ports.ts';
import { endText } from './end-text.ts';
import type { SessionLimits } from './limits.ts';

const kindText = {
  enterprise: '企业登录',
  person: '自然人登录',
  socialInsurance: '社保费征收登录',
  ticket: '改密操作',
} as const;

/** Ends sessions (J3, G5): each end writes a record and emits an event, and child sessions end with their parents. */
export class SessionEnds {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts; limits: SessionLimits }) {}

  /** Ends one session and, for a staff session, its client sessions; each end writes a record and emits an event. */
  async end(session: Pick<SessionRow, 'id' | 'kind'>, reason: SessionEnd): Promise<void> {
    await this.deps.acts.run(null, (act) => this.endWithin(act, session.id, reason));
  }

  /** Ends every open session that matches, all with the same reason (H2, H5, E7). */
  async endAll(match: Parameters<typeof openSessions>[1], reason: SessionEnd): Promise<void> {
    for (const row of await openSessions(this.deps.db, match)) await this.end(row, reason);
  }

  /** Like {@link endAll}, but inside an act. Parents end first, so that their children end with them. */
  async endAllWithin(act: Act, match: Parameters<typeof openSessions>[1], reason: SessionEnd): Promise<void> {
    const rows = await openSessions(act.db, match);
    for (const row of rows.toSorted((a, b) => Number(a.parent_id !== null) - Number(b.parent_id !== null)))
      await this.endWithin(act, row.id, reason);
  }

  /**
   * Uses up a ticket (D1, D3, D5), inside the act that sets the new password: of several parallel uses only one
   * succeeds.
   * @throws Refusal SESSION_ENDED when it is used up, or has ended
   */
  async useTicketWithin(act: Act, ticket: { sessionId: string }): Promise<void> {
    const row = await sessionById(act.db, ticket.sessionId);
    if (row?.kind !== 'ticket' || row.ended_at !== null) {
      throw new Refusal('SESSION_ENDED', '这次改密已经完成或已失效，没有再次修改。请用新密码登录，或重新找回。', {
        link: 'session',
        rule: 'J3',
        sessionEnd: 'signedOut',
      });
    }
    await this.endWithin(act, row.id, 'signedOut');
  }

  /** Ends a handler's sessions except `except`, in any window, inside the act; client sessions end with their parents, for the same reason. */
  async endOfWithin(act: Act, handlerId: string, reason: SessionEnd, except?: string): Promise<void> {
    for (const row of await openSessions(act.db, { handlerId }))
      if (row.id !== except && row.parent_id === null) await this.endWithin(act, row.id, reason);
  }

  /** Ends a natural person's other sessions, inside the act. */
  async endOthersOfWithin(act: Act, actor: { personId: string; sessionId: string }, reason: SessionEnd): Promise<void> {
    for (const row of await openSessions(act.db, { personId: actor.personId }))
      if (row.id !== actor.sessionId) await this.endWithin(act, row.id, reason);
  }

  /** Ends one session and its child sessions inside an act. */
  async endWithin(act: Act, id: string, reason: SessionEnd): Promise<void> {
    const { db } = act;
    const row = await sessionById(db, id);
    if (!row || !(await endSession(db, id, this.deps.clock.now(), reason))) return;
    const handler = row.handler_id === null ? undefined : await handlerById(db, row.handler_id);
    if (row.kind !== 'client' && row.kind !== 'agencyStaff') {
      for (const child of await openSessions(db, { personSessionId: id })) await this.endWithin(act, child.id, reason);
      // A natural person acts only for themselves.
      const forWhom =
        row.person_id === null
          ? await enterpriseById(db, row.enterprise_id ?? '')
          : await personById(db, row.person_id);
      await act.record({
        act: 'session.end',
        text: `${kindText[row.kind]}结束：${endText(reason, this.deps.limits)}`,
        rule: 'J3',
        sessionId: id,
        origin: row.origin,
        client: forWhom ?? null,
        handler: handler ?? null,
        detail: { reason, kind: row.kind },
      });
      await act.emit({ kind: 'windowSessionEnded', window: row.window, sessionId: id, end: reason });
      return;
    }
    if (row.handler_id === null || row.enterprise_id === null) return;
    if (row.kind === 'agencyStaff') {
      for (const child of await openSessions(db, { parentId: id })) await this.endWithin(act, child.id, 'parentEnded');
      await act.record({
        act: 'session.end',
        text: `登录结束：${endText(reason, this.deps.limits)}`,
        rule: 'J3',
        agencyId: row.enterprise_id,
        sessionId: id,
        origin: row.origin,
        handler: handler ?? null,
        detail: { reason },
      });
      await act.emit({
        kind: 'staffSessionEnded',
        window: row.window,
        handlerId: row.handler_id,
        sessionId: id,
        end: reason,
      });
      return;
    }
    const client = await clientSessionById(db, id);
    if (!client) return;
    await act.record({
      act: 'client.leave',
      text: `退出客户：${endText(reason, this.deps.limits)}`,
      rule: 'G5',
      client: { id: row.enterprise_id, name: client.client_name },
      agencyId: handler?.enterprise_id ?? null,
      sessionId: id,
      origin: row.origin,
      handler: handler ?? null,
      detail: { reason },
    });
    await act.emit({
      kind: 'clientSessionEnded',
      window: row.window,
      handlerId: row.handler_id,
      clientId: row.enterprise_id,
      clientName: client.client_name,
      clientSessionId: id,
      end: reason,
    });
  }
}
