import type { SessionEnd } from '@contract/session.ts';
import type { Model, Session, Ticket } from '../state.ts';
import { stateOf } from './agreements.ts';
import { hour, minute, second } from './days.ts';
import { refused, type Outcome } from './outcome.ts';

/* J3: idle 30 minutes, absolute 12 hours, ticket 10 minutes; a window has one session; client sessions end with their parent. */

export const open = (model: Model): Session[] => model.sessions.filter((session) => session.ended === null);
export const sessionOf = (model: Model, window: string): Session | undefined => open(model).find((session) => session.window === window && session.kind !== 'client');
export const childrenOf = (model: Model, parent: Session): Session[] => open(model).filter((session) => session.parent === parent);

export function end(model: Model, session: Session, reason: SessionEnd, quietly = false): void {
  if (session.ended) return;
  for (const child of childrenOf(model, session)) end(model, child, 'parentEnded', quietly);
  session.ended = { at: model.now, reason, quietly };
}

export function start(model: Model, window: string, who: Pick<Session, 'firm' | 'handler'> & ({ kind: 'agencyStaff' | 'enterprise' | 'socialInsurance' } | { kind: 'ticket'; opens: Ticket })): void {
  const earlier = sessionOf(model, window);
  if (earlier) end(model, earlier, 'replaced');
  model.sessions.push({
    kind: who.kind, window, firm: who.firm, handler: who.handler, opens: 'opens' in who ? who.opens : null, parent: null, agreement: null,
    startedAt: model.now, lastUsedAt: model.now, endsAt: model.now + (who.kind === 'ticket' ? 10 * minute : 12 * hour), locked: false, ended: null,
  });
}

export function startClient(model: Model, parent: Session, client: string, agreement: string): void {
  model.sessions.push({
    kind: 'client', window: parent.window, firm: client, handler: parent.handler, opens: null, parent, agreement,
    startedAt: model.now, lastUsedAt: model.now, endsAt: Math.min(model.now + 12 * hour, parent.endsAt), locked: false, ended: null,
  });
}

/** Use starts the idle time anew; it is noted at most every 15 seconds, because reading a page must not cost a commit. */
export function use(model: Model, session: Session): void {
  if (!session.locked && model.now - session.lastUsedAt >= 15 * second) session.lastUsedAt = model.now;
}

/** What has run out by now ends by itself, and so does what its agreement no longer carries (H3). */
export function settle(model: Model, quietly: boolean): void {
  for (const session of open(model).filter((one) => one.kind !== 'client')) {
    if (model.now >= session.endsAt) end(model, session, 'absolute', quietly);
    else if (model.now >= session.lastUsedAt + 30 * minute) end(model, session, 'idle', quietly);
  }
  for (const session of open(model).filter((one) => one.kind === 'client')) {
    const agreement = model.agreements.find((one) => one.id === session.agreement);
    if (agreement && stateOf(agreement, model.now) !== 'inForce') end(model, session, 'agreementExpired', quietly);
    else if (model.now >= session.endsAt) end(model, session, 'absolute', quietly);
    else if (model.now >= session.lastUsedAt + 30 * minute) end(model, session, 'idle', quietly);
  }
}

/** The session that a page of this kind needs, or what the page is answered. A call counts as use (J3). */
export function admitted(model: Model, window: string, kind: 'agencyStaff' | 'enterprise' | Ticket, options: { whileLocked?: boolean } = {}): { session: Session } | Outcome {
  const session = sessionOf(model, window);
  const fits = session && (kind === 'enterprise' ? session.kind === 'enterprise' || session.kind === 'socialInsurance' : session.kind === kind || (session.kind === 'ticket' && session.opens === kind));
  if (!session || (!fits && kind === 'agencyStaff')) return refused('NOT_SIGNED_IN', 'J3');
  use(model, session);
  if (!fits) return refused('FORBIDDEN', kind === 'enterprise' ? 'A4' : kind === 'enterprisePassword' ? 'D1' : 'D3');
  if (session.locked && !options.whileLocked) return refused('SESSION_LOCKED', 'J3');
  return { session };
}
