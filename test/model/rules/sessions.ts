import type { SessionEnd } from '@contract/session.ts';
import type { Model, Session, Ticket } from '../state.ts';
import { stateOf } from './agreements.ts';
import { hour, minute, second } from './days.ts';
import { refused, type Outcome } from './outcome.ts';

/*
 * J3: idle time is the person's: 30 minutes without an act in the window lock an agency's desk, with its clients open, and end any other session (and
 * a desk that no password could unlock). Absolute 12 hours, ticket 10 minutes; a window has one session; client sessions end with their parent.
 */

const nobody = {
  firm: null,
  handler: null,
  person: null,
  opens: null,
  parent: null,
  personSession: null,
  agreement: null,
} as const;

export const open = (model: Model): Session[] => model.sessions.filter((session) => session.ended === null);
export const sessionOf = (model: Model, window: string): Session | undefined => {
  const own = open(model).filter((session) => session.window === window && session.kind !== 'client');
  // F2: of a person's session and the enterprise entered from it the latter.
  return own.find((session) => session.personSession !== null) ?? own[0];
};
export const childrenOf = (model: Model, parent: Session): Session[] =>
  open(model).filter((session) => session.parent === parent);

/** F2: the enterprise that a person's session has entered. */
export const enteredFrom = (model: Model, session: Session): Session[] =>
  open(model).filter((one) => one.personSession === session);

export function end(model: Model, session: Session, reason: SessionEnd, quietly = false): void {
  if (session.ended) return;
  for (const child of childrenOf(model, session)) end(model, child, 'parentEnded', quietly);
  // F2: what was entered from it ends with it, for its reason.
  for (const entered of enteredFrom(model, session)) end(model, entered, reason, quietly);
  session.ended = { at: model.now, reason, quietly };
}

type Who = { firm: string; handler: string | null } | { person: string };
export function start(
  model: Model,
  window: string,
  who: Who &
    ({ kind: 'agencyStaff' | 'enterprise' | 'person' | 'socialInsurance' } | { kind: 'ticket'; opens: Ticket }),
): void {
  const earlier = sessionOf(model, window);
  if (earlier) end(model, earlier.personSession ?? earlier, 'replaced');
  model.sessions.push({
    ...nobody,
    kind: who.kind,
    window,
    opens: 'opens' in who ? who.opens : null,
    ...('person' in who ? { person: who.person } : { firm: who.firm, handler: who.handler }),
    startedAt: model.now,
    lastUsedAt: model.now,
    endsAt: model.now + (who.kind === 'ticket' ? 10 * minute : 12 * hour),
    locked: false,
    ended: null,
  });
}

export function startClient(model: Model, parent: Session, client: string, agreement: string): void {
  model.sessions.push({
    ...nobody,
    kind: 'client',
    window: parent.window,
    firm: client,
    handler: parent.handler,
    parent,
    agreement,
    startedAt: model.now,
    lastUsedAt: model.now,
    endsAt: Math.min(model.now + 12 * hour, parent.endsAt),
    locked: false,
    ended: null,
  });
}

/** F2: in the place of the enterprise entered before; use of it is use of both. */
export function startEntered(model: Model, parent: Session, handler: { key: string; firm: string }): void {
  for (const earlier of enteredFrom(model, parent)) end(model, earlier, 'left');
  parent.lastUsedAt = model.now;
  model.sessions.push({
    ...nobody,
    kind: 'enterprise',
    window: parent.window,
    firm: handler.firm,
    handler: handler.key,
    personSession: parent,
    startedAt: model.now,
    lastUsedAt: model.now,
    endsAt: Math.min(model.now + 12 * hour, parent.endsAt),
    locked: false,
    ended: null,
  });
}

/** The person does something in a window: its idle time starts anew, noted at most every 15 seconds. A call alone is nobody's act. */
export function act(model: Model, window: string): void {
  const session = sessionOf(model, window);
  if (!session || session.locked || model.now - session.lastUsedAt < 15 * second) return;
  session.lastUsedAt = model.now;
  if (session.personSession) session.personSession.lastUsedAt = model.now;
}

/** What has run out by now ends by itself, and so does what its agreement no longer carries (H3). */
export function settle(model: Model, quietly: boolean): void {
  for (const session of open(model).filter((one) => one.kind !== 'client')) {
    if (model.now >= session.endsAt) end(model, session, 'absolute', quietly);
    else if (!session.locked && model.now >= session.lastUsedAt + 30 * minute) {
      const handler = model.handlers.find((one) => one.key === session.handler);
      if (session.kind === 'agencyStaff' && handler?.password) {
        session.locked = true;
        model.idleLocks += 1;
      } else end(model, session, 'idle', quietly);
    }
  }
  for (const session of open(model).filter((one) => one.kind === 'client')) {
    const agreement = model.agreements.find((one) => one.id === session.agreement);
    if (agreement && stateOf(agreement, model.now) !== 'inForce') end(model, session, 'agreementExpired', quietly);
    else if (model.now >= session.endsAt) end(model, session, 'absolute', quietly);
  }
}

/** The rule by which a page is not for a window of another kind. */
const misplaced = {
  agencyStaff: null,
  person: 'F2',
  enterprisePassword: 'D1',
  personalPassword: 'D3',
  accountPassword: 'D5',
} as const;

/** The session that a page of this kind needs, or what the page is answered. */
export function admitted(
  model: Model,
  window: string,
  kind: 'agencyStaff' | 'enterprise' | 'person' | Ticket,
  options: { whileLocked?: boolean } = {},
): { session: Session } | Outcome {
  const session = sessionOf(model, window);
  const fits =
    session &&
    (kind === 'enterprise'
      ? session.kind === 'enterprise' || session.kind === 'socialInsurance'
      : kind === 'person'
        ? session.kind === 'person' || session.personSession !== null
        : session.kind === kind || (session.kind === 'ticket' && session.opens === kind));
  if (!session || (!fits && kind === 'agencyStaff')) return refused('NOT_SIGNED_IN', 'J3');
  if (!fits)
    return refused('FORBIDDEN', kind === 'enterprise' ? (session.kind === 'person' ? 'F2' : 'A4') : misplaced[kind]);
  if (session.locked && !options.whileLocked) return refused('SESSION_LOCKED', 'J3');
  return { session: kind === 'person' ? (session.personSession ?? session) : session };
}
