import type { RuleId } from '@contract/rule-id.ts';
import { firmOf, personNamed, personOf, type Handler, type Model, type Person, type Session } from '../state.ts';
import { flowExpired, flowInHand, newFlow } from './login.ts';
import { checkCode, sendCode, type Typed } from './codes.ts';
import { minute } from './days.ts';
import { changed, refused, refusedInSilence, type Outcome } from './outcome.ts';
import { allowedFor, policy } from './passwords.ts';
import { bindingsOf, byMobile, knownAs, ownMobile, realNameOf, setAccount } from './people.ts';
import { end, open, start, startEntered } from './sessions.ts';
import { tried } from './throttle.ts';

/* F1, F2, D5, B6: a natural person. */

/** F1: good once, for two minutes, in its window; a clock set back gains nothing. */
export function answerCaptcha(model: Model, window: string, key: number, right: boolean): boolean {
  const held = model.captchas.get(window);
  model.captchas.delete(window);
  return right && held?.key === key && model.now >= held.madeAt && model.now < held.madeAt + 2 * minute;
}

/** F1: whom an id number or a mobile names. */
export const whoIs = (model: Model, identifier: string): Person | null =>
  byMobile(model, identifier) ??
  [...model.people.values()].find((one) => one.stored !== null && one.idNumber === identifier) ??
  null;

/** F1: identifier, password and captcha, all three right; a wrong captcha says nothing of the others. */
export function signIn(
  model: Model,
  window: string,
  typed: { identifier: string; password: string },
  captchaRight: boolean,
): Outcome {
  if (!captchaRight) return refused('CAPTCHA_WRONG', 'F1');
  const person = whoIs(model, typed.identifier);
  const right = person?.account?.password === typed.password;
  const wrong = tried(
    model,
    [`person:${person?.key ?? typed.identifier}`, `window:${window}`],
    right ? null : { code: 'CREDENTIALS_WRONG', rule: 'F1' },
  );
  if (wrong) return wrong;
  start(model, window, { kind: 'person', person: person?.key ?? '' });
  return changed;
}

/** F2: the rule by which an enterprise cannot be entered, or null (A3, B3, B7, B8, D3, E4). */
export function cannotEnter(model: Model, handler: Handler): RuleId | null {
  const record = realNameOf(personOf(model, handler));
  const pending = handler.state === 'pending';
  if (record && record.name !== knownAs(model, handler)) return pending ? 'E4' : 'B3';
  if (pending) return 'E4';
  if (!record) return 'A3';
  if (handler.reset) return 'D3';
  const firm = firmOf(model, handler.firm);
  return firm.social ? 'B8' : firm.synced ? null : 'B7';
}

/** F2. */
export function enterFirm(model: Model, session: Session, key: string): Outcome {
  const handler = bindingsOf(model, personNamed(model, session.person ?? '')).find((one) => one.key === key);
  if (!handler) return refused('NOT_FOUND', 'F2');
  const rule = cannotEnter(model, handler);
  if (rule !== null) return refused('FORBIDDEN', rule);
  startEntered(model, session, handler);
  return changed;
}

/** A new password of the account; every other session of the person's own ends. */
function replace(model: Model, person: Person, chosen: string, session: Session): void {
  setAccount(model, person, { password: chosen, mobile: ownMobile(person) });
  model.counters.delete(`person:${person.key}`);
  for (const other of open(model).filter((one) => one.person === person.key && one !== session))
    end(model, other, 'accountPasswordChanged');
}

const allowed = (person: Person, chosen: string): boolean =>
  allowedFor({ idNumber: person.idNumber, mobile: ownMobile(person) }, chosen);

/** B6: with the old one. */
export function changeAccountPassword(model: Model, session: Session, old: string, chosen: string): Outcome {
  const person = personNamed(model, session.person ?? '');
  if (!allowed(person, chosen)) return policy;
  const wrong = tried(
    model,
    [`person:${person.key}`],
    old === person.account?.password ? null : { code: 'CREDENTIALS_WRONG', rule: 'J2' },
  );
  if (wrong) return wrong;
  if (old === chosen) return policy;
  replace(model, person, chosen, session);
  return changed;
}

/** D5, J2: by code to the person's own mobile; whoever is not known is answered alike. */
export function askRecovery(model: Model, window: string, form: { identifier: string; mobile: string }): Outcome {
  const found = [...model.people.values()].find((one) => one.stored !== null && one.idNumber === form.identifier);
  const person = found && ownMobile(found) === form.mobile ? found : null;
  return flowWithCode(
    model,
    window,
    { kind: 'personRecovery', person: person?.key ?? null, mobile: form.mobile },
    person !== null,
  );
}

/** A request with its code in one step; a code that is not sent leaves everything as it was. */
export function flowWithCode(
  model: Model,
  window: string,
  {
    kind,
    ...who
  }: { kind: 'personRecovery' | 'registerPerson' | 'registerEnterprise'; person: string | null; mobile: string },
  delivered: boolean,
): Outcome {
  const before = model.flows.filter((flow) => flow.open);
  const flow = newFlow(model, kind, window, who);
  const refusal = sendCode(model, flow, who.mobile, delivered);
  if (!refusal) return delivered ? changed : refusedInSilence;
  model.flows.pop();
  for (const earlier of before) earlier.open = true;
  return refusal;
}

/** D5: the ticket for a new password. */
export function proveRecovery(model: Model, window: string, key: number | null, typed: Typed): Outcome {
  const flow = flowInHand(model, 'personRecovery', window, key);
  if (!flow) return flowExpired;
  const refusal = checkCode(model, flow, flow.mobile ?? '', typed);
  if (refusal) return refusal;
  const person = flow.person === null ? null : personNamed(model, flow.person);
  if (!person || ownMobile(person) !== flow.mobile) return flowExpired;
  flow.open = false;
  start(model, window, { kind: 'ticket', opens: 'accountPassword', person: person.key });
  return changed;
}

/** D5: the mobile has proved the person, so no lock stands in the way. */
export function setByTicket(model: Model, session: Session, chosen: string): Outcome {
  const person = personNamed(model, session.person ?? '');
  if (!allowed(person, chosen) || chosen === person.account?.password) return policy;
  replace(model, person, chosen, session);
  end(model, session, 'signedOut');
  return changed;
}
