import type { SessionEnd } from '@contract/session.ts';
import { firmOf, handlerOf, personOf, type Handler, type Model, type Session } from '../state.ts';
import { isOutcome, mobileOf } from './login.ts';
import { day } from './days.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { end, open } from './sessions.ts';
import { isOfficer, officerIn } from './staff.ts';
import { tried } from './throttle.ts';

/* B5, B6, D1 to D4. */

/** B6: 8 to 15 characters, three of four kinds, not the person's own mobile; D3: never 111111. (The list of common passwords is asked by a unit test.) */
export function policyAllows(model: Model, handler: Handler, password: string): boolean {
  return allowedFor({ idNumber: personOf(model, handler).idNumber, mobile: mobileOf(model, handler) }, password);
}

/** B6 of whoever has these numbers. */
export function allowedFor(
  { idNumber, mobile }: { idNumber: string | null; mobile: string | null },
  password: string,
): boolean {
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  // Six in a row give a number away.
  const holds = [idNumber ?? '', mobile ?? ''].some((number) =>
    [...number].some((_, at) => number.length >= at + 6 && password.includes(number.slice(at, at + 6))),
  );
  return password !== '111111' && password.length >= 8 && password.length <= 15 && kinds >= 3 && !holds;
}

export const policy = refused('PASSWORD_POLICY', 'B6');

/** The person's own sessions, in every window but this one. */
function endOthers(model: Model, handler: Handler, session: Session, reason: SessionEnd): void {
  for (const other of open(model).filter(
    (one) => one.handler === handler.key && one.kind !== 'client' && one !== session,
  ))
    end(model, other, reason);
}

/** B5, B6: the first password, or a change with the old one, which ends the person's other sessions. */
export function setOwnPassword(model: Model, session: Session, old: string | null, chosen: string): Outcome {
  if (session.handler === null) return refused('FORBIDDEN', 'B8');
  const handler = handlerOf(model, session.handler);
  if (!policyAllows(model, handler, chosen)) return policy;
  if (handler.password !== null) {
    if (old === null) return refused('CREDENTIALS_WRONG', 'B6');
    const wrong = proveOwn(model, handler, old);
    if (wrong) return wrong;
    if (old === chosen) return policy;
    endOthers(model, handler, session, 'passwordChanged');
  }
  handler.password = chosen;
  handler.reset = null;
  return changed;
}

/** A fresh check of one's own password. @returns what is answered when it is wrong */
export function proveOwn(model: Model, handler: Handler, password: string): Outcome | null {
  return tried(
    model,
    [`staff:${handler.key}`],
    password === handler.password ? null : { code: 'CREDENTIALS_WRONG', rule: 'J2' },
  );
}

/** D2, D4, E1. */
export function resetPassword(model: Model, session: Session, key: string): Outcome {
  const actor = officerIn(model, session);
  if (isOutcome(actor)) return actor;
  const handler = handlerOf(model, key);
  if (handler.firm !== session.firm || handler.state === 'removed') return refused('NOT_FOUND', 'D2');
  if (isOfficer(handler) && personOf(model, handler) !== personOf(model, actor)) return refused('FORBIDDEN', 'D4');
  if (handler.password === null && handler.reset === null) return refused('FORBIDDEN', 'D2');
  giveReset(model, handler, null);
  return changed;
}

/** D2, D3: the old password is void at once. @param ticket one-time code that takes the place of 111111 and the SMS code */
export function giveReset(model: Model, handler: Handler, ticket: string | null): void {
  handler.reset = {
    at: model.now,
    until: model.now + day,
    used: false,
    previous: handler.password ?? handler.reset?.previous ?? null,
    ticket,
  };
  handler.password = null;
  for (const other of open(model).filter((one) => one.handler === handler.key && one.kind !== 'client'))
    end(model, other, 'passwordReset');
}

/** D3: the page of the ticket; the person logs in anew afterwards. */
export function setAfterReset(model: Model, session: Session, chosen: string): Outcome {
  const handler = handlerOf(model, session.handler ?? '');
  if (!handler.reset) {
    end(model, session, 'closed');
    return refused('SESSION_ENDED', 'D3');
  }
  if (!policyAllows(model, handler, chosen) || chosen === handler.reset.previous) return policy;
  handler.password = chosen;
  handler.reset = null;
  endOthers(model, handler, session, 'passwordChanged');
  end(model, session, 'signedOut');
  return changed;
}

/** D1, B1: all sessions of the enterprise end. */
export function setFirmPassword(model: Model, session: Session, chosen: string): Outcome {
  const firm = firmOf(model, session.firm ?? '');
  if (!policyAllows(model, handlerOf(model, session.handler ?? ''), chosen) || chosen === firm.password) return policy;
  firm.password = chosen;
  // Also the logins whose first step the old password proved.
  for (const flow of model.flows) if (flow.firm === firm.id) flow.open = false;
  for (const other of open(model).filter((one) => one.firm === firm.id && one.kind !== 'client' && one !== session))
    end(model, other, 'enterprisePasswordChanged');
  end(model, session, 'signedOut');
  return changed;
}
