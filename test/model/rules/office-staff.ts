import type { OfficeRole } from '@contract/people.ts';
import { handlerOf, personNamed, type Handler, type Model } from '../state.ts';
import { covers } from './agreements.ts';
import { changed, refused, unchanged, type Outcome } from './outcome.ts';
import { giveReset } from './passwords.ts';
import { knownAs, putRealName, realNameOf, verifiedHolder } from './people.ts';
import { end, open } from './sessions.ts';
import { bound, isOfficer, mayRemove, unbind } from './staff.ts';

/* A3 in the office profile, B5, D2 to D4, E7, H5: the office's own people. */

export interface Position {
  role: OfficeRole;
  team: string | null;
}

const wrong = refused('INVALID_INPUT', null);
const noSuch = refused('NOT_FOUND', null);
const members = (model: Model): Handler[] =>
  model.handlers.filter((one) => one.firm === 'agency' && one.state !== 'removed');
const memberNamed = (model: Model, key: string): Handler | undefined => members(model).find((one) => one.key === key);

/** Whoever is bound to the agency works in its office, without a team at first. */
export const positionIn = (firm: string): Position | null =>
  firm === 'agency' ? { role: 'member', team: null } : null;

/**
 * Who left the agency has no clients any more. An office without an admin would let nobody in again: then the legal representative, else the
 * finance officer, is one.
 */
export function officeFollows(model: Model, gone: readonly Handler[]): void {
  for (const handler of gone.filter((one) => one.firm === 'agency'))
    for (const assigned of model.assigned.values()) assigned.delete(handler.key);
  const staff = members(model);
  if (staff.some((one) => one.member?.role === 'admin')) return;
  const heir =
    staff.find((one) => one.capacity === 'legalRepresentative') ??
    staff.find((one) => one.capacity === 'financeOfficer');
  if (heir) heir.member = { role: 'admin', team: heir.member?.team ?? null };
}

/** H5: what a staff member's scope no longer covers is closed at once. */
export function uncovered(model: Model): void {
  for (const session of open(model).filter((one) => one.kind === 'client')) {
    if (!covers(model, handlerOf(model, session.handler ?? ''), session.firm ?? ''))
      end(model, session, 'assignmentTaken');
  }
}

export function addTeam(model: Model, key: string, name: string): Outcome {
  if (model.teams.some((one) => one.name === name)) return wrong;
  model.teams.push({ key, name });
  return changed;
}

export function renameTeam(model: Model, key: string, name: string): Outcome {
  const team = model.teams.find((one) => one.key === key);
  if (!team) return noSuch;
  if (team.name === name) return unchanged;
  if (model.teams.some((one) => one.name === name)) return wrong;
  team.name = name;
  return changed;
}

/** Not while it has members, who would be left without a leader unseen. */
export function deleteTeam(model: Model, key: string): Outcome {
  if (!model.teams.some((one) => one.key === key)) return noSuch;
  if (members(model).some((one) => one.member?.team === key)) return refused('RULE_BROKEN', null);
  model.teams = model.teams.filter((one) => one.key !== key);
  for (const one of model.handlers) if (one.member?.team === key) one.member.team = null;
  return changed;
}

/** An office always has an admin who can log in. */
const lastAdmin = (model: Model, handler: Handler): boolean =>
  handler.member?.role === 'admin' &&
  !members(model).some((one) => one !== handler && one.member?.role === 'admin' && one.state === 'active');

/** H5. */
export function setPosition(model: Model, key: string, position: Position): Outcome {
  const handler = memberNamed(model, key);
  if (!handler) return noSuch;
  if (handler.member?.role === position.role && handler.member.team === position.team) return unchanged;
  if (position.role !== 'admin' && lastAdmin(model, handler)) return refused('RULE_BROKEN', null);
  if (position.team !== null && !model.teams.some((one) => one.key === position.team)) return noSuch;
  handler.member = { ...position };
  uncovered(model);
  return changed;
}

/** A3, I3: an identity card was seen. @returns whether it says something new, or what is answered */
function cardSeen(model: Model, personKey: string, name: string, mobile: string): boolean | Outcome {
  const holder = verifiedHolder(model, mobile);
  if (holder && holder.key !== personKey) return wrong;
  const person = personNamed(model, personKey);
  const record = realNameOf(person);
  if (record?.name === name && record.mobile === mobile) return false;
  putRealName(model, person, { name, mobile, origin: 'attested' });
  return true;
}

/** A3, B5: bound to the agency, with a one-time code for the first login. */
export function addMember(
  model: Model,
  input: Position & {
    key: string;
    person: string;
    name: string;
    mobile: string;
    capacity: 'handler' | 'invoiceCollector';
  },
): Outcome {
  if (model.setup.profile === 'training') return refused('RULE_BROKEN', 'A3');
  if (input.team !== null && !model.teams.some((one) => one.key === input.team)) return noSuch;
  const person = personNamed(model, input.person);
  const record = realNameOf(person);
  if (record && record.name !== input.name) return wrong;
  const holder = verifiedHolder(model, input.mobile);
  if (holder && holder !== person) return wrong;
  if (bound(model, 'agency', person.key)) return refused('CONFLICT', 'E3');
  person.stored ??= input.name;
  cardSeen(model, person.key, input.name, input.mobile);
  const handler: Handler = {
    key: input.key,
    firm: 'agency',
    person: person.key,
    registered: input.name,
    capacity: input.capacity,
    state: 'active',
    password: null,
    reset: null,
    role: null,
    granted: [],
    revision: 1,
    member: { role: input.role, team: input.team },
  };
  model.handlers.push(handler);
  giveReset(model, handler, 'not told yet');
  return changed;
}

/** A3, I3: the card of a member was seen again. */
export function attest(model: Model, input: { handler: string; name: string; mobile: string }): Outcome {
  if (model.setup.profile === 'training') return refused('RULE_BROKEN', 'A3');
  const handler = memberNamed(model, input.handler);
  if (!handler) return noSuch;
  const before = knownAs(model, handler);
  const [registered, seen] = [
    handler.registered,
    ((handler.registered = input.name), cardSeen(model, handler.person, input.name, input.mobile)),
  ];
  if (typeof seen !== 'boolean') {
    handler.registered = registered;
    return seen;
  }
  return seen || before !== input.name ? changed : unchanged;
}

/** D2 to D4: an officer, by 111111; where no SMS can be sent an admin of whatever capacity, by a one-time code. */
export function resetMember(model: Model, actor: Handler, key: string): Outcome {
  const handler = memberNamed(model, key);
  if (!handler) return refused('NOT_FOUND', 'D2');
  const byCode = model.setup.profile === 'office';
  if (!byCode && !isOfficer(actor)) return refused('FORBIDDEN', 'D2');
  if (isOfficer(actor) && isOfficer(handler) && actor.person !== handler.person) return refused('FORBIDDEN', 'D4');
  if (!byCode && handler.password === null && handler.reset === null) return refused('FORBIDDEN', 'D2');
  giveReset(model, handler, byCode ? 'not told yet' : null);
  return changed;
}

/** E7, H5: the clients go over to others, or to nobody. */
export function removeMember(model: Model, actor: Handler, key: string, takeOver: readonly string[]): Outcome {
  const handler = memberNamed(model, key);
  if (!handler) return noSuch;
  if (model.setup.profile === 'training' && !isOfficer(actor)) return refused('RULE_BROKEN', 'E1');
  if (!mayRemove(model, actor, handler)) return refused('RULE_BROKEN', 'E7');
  if (lastAdmin(model, handler)) return refused('RULE_BROKEN', null);
  if (takeOver.some((one) => one === key || memberNamed(model, one)?.state !== 'active')) return wrong;
  for (const assigned of model.assigned.values())
    if (assigned.has(key)) for (const heir of takeOver) assigned.add(heir);
  unbind(model, handler);
  return changed;
}
