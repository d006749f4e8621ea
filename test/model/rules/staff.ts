import { neverGranted } from '@contract/catalogue.ts';
import { handlerOf, personOf, type Handler, type Model, type Role, type Session } from '../state.ts';
import { isOutcome } from './login.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { officeFollows, positionIn, uncovered } from './office-staff.ts';
import { realNameOf } from './people.ts';
import { end, open } from './sessions.ts';

/* E1 to E7: roles and people of an enterprise. */

export const isOfficer = (handler: Handler): boolean =>
  handler.capacity === 'legalRepresentative' || handler.capacity === 'financeOfficer';

/** E1: who acts as legal representative or finance officer, or what is answered. */
export function officerIn(model: Model, session: Session): Handler | Outcome {
  if (session.handler === null) return refused('PERMISSION_MISSING', 'B8');
  const actor = handlerOf(model, session.handler);
  return isOfficer(actor) ? actor : refused('PERMISSION_MISSING', 'E5');
}

/** E5: what a handler who is no officer holds: what is granted, as far as the role has it, and never staff maintenance or delegation. */
export const heldByRole = (model: Model, handler: Handler): string[] => {
  const role = model.roles.find((one) => one.key === handler.role);
  return handler.granted.filter((id) => role?.functions.includes(id) && !neverGranted.includes(id));
};

const reserved = (functions: readonly string[]): boolean => functions.some((id) => neverGranted.includes(id));
const ownRole = (model: Model, firm: string, key: string): Role | undefined =>
  model.roles.find((one) => one.key === key && one.firm === firm);
const holders = (model: Model, role: Role): Handler[] =>
  model.handlers.filter((one) => one.role === role.key && one.state !== 'removed');
export const bound = (model: Model, firm: string, person: string): Handler | undefined =>
  model.handlers.find((one) => one.firm === firm && one.person === person && one.state !== 'removed');

export interface RoleText {
  name: string;
  functions: readonly string[];
}

/** E2, H4. @returns what is answered when a role cannot be so, or null */
function wrongRole(model: Model, firm: string, { name, functions }: RoleText, except: string | null): Outcome | null {
  if (model.roles.some((one) => one.firm === firm && one.key !== except && one.name === name) || functions.length === 0)
    return refused('INVALID_INPUT', null);
  return reserved(functions) ? refused('RULE_BROKEN', 'H4') : null;
}

export function addRole(model: Model, firm: string, key: string, text: RoleText): Outcome {
  const wrong = wrongRole(model, firm, text, null);
  if (wrong) return wrong;
  model.roles.push({ key, firm, name: text.name, functions: text.functions, revision: 1 });
  return changed;
}

/** E2, E7: what a role loses its holders lose; what it gains they have when it is said. */
export function changeRole(
  model: Model,
  firm: string,
  input: RoleText & { role: string; revision: number; grantAdded: boolean },
): Outcome {
  const role = ownRole(model, firm, input.role);
  if (!role) return refused('NOT_FOUND', 'E2');
  const wrong = wrongRole(model, firm, input, role.key);
  if (wrong) return wrong;
  if (role.revision !== input.revision) return refused('CONFLICT', 'E6');
  const added = input.functions.filter((id) => !role.functions.includes(id));
  for (const holder of holders(model, role)) {
    const granted = [
      ...holder.granted.filter((id) => input.functions.includes(id)),
      ...(input.grantAdded ? added.filter((id) => !holder.granted.includes(id)) : []),
    ];
    if (granted.length === holder.granted.length && granted.every((id) => holder.granted.includes(id))) continue;
    holder.granted = granted;
    holder.revision += 1;
  }
  Object.assign(role, { name: input.name, functions: input.functions, revision: role.revision + 1 });
  return changed;
}

/** E2: not while somebody holds it, unless another role takes its place. */
export function deleteRole(
  model: Model,
  firm: string,
  input: { role: string; revision: number; replacement: string | null },
): Outcome {
  const role = ownRole(model, firm, input.role);
  if (!role) return refused('NOT_FOUND', 'E2');
  if (role.revision !== input.revision) return refused('CONFLICT', 'E6');
  const held = holders(model, role);
  if (held.length > 0) {
    if (input.replacement === null) return refused('RULE_BROKEN', 'E2');
    const other = ownRole(model, firm, input.replacement);
    if (!other) return refused('NOT_FOUND', 'E2');
    if (other === role) return refused('RULE_BROKEN', 'E2');
    for (const holder of held) {
      holder.role = other.key;
      holder.granted = holder.granted.filter((id) => other.functions.includes(id));
      holder.revision += 1;
    }
  }
  model.roles = model.roles.filter((one) => one !== role);
  return changed;
}

export interface Grant {
  role: string;
  functions: readonly string[];
}

/** E5, H4. @returns what is answered when this cannot be granted, or null */
function wrongGrant(model: Model, firm: string, { role: key, functions }: Grant): Outcome | null {
  const role = ownRole(model, firm, key);
  if (!role) return refused('NOT_FOUND', 'E5');
  if (reserved(functions)) return refused('RULE_BROKEN', 'H4');
  return functions.every((id) => role.functions.includes(id)) ? null : refused('RULE_BROKEN', 'E5');
}

/** E3 to E5: active with a real name collected under the very name that was typed, else pending. */
export function addHandler(
  model: Model,
  firm: string,
  input: Grant & { key: string; person: string; name: string; capacity: 'handler' | 'invoiceCollector' },
): Outcome {
  const wrong = wrongGrant(model, firm, input);
  if (wrong) return wrong;
  if (bound(model, firm, input.person)) return refused('CONFLICT', 'E3');
  const person = model.people.get(input.person);
  if (!person) throw new Error(`no person ${input.person}`);
  person.stored ??= input.name;
  model.handlers.push({
    key: input.key,
    firm,
    person: input.person,
    registered: input.name,
    capacity: input.capacity,
    state: realNameOf(person)?.name === input.name ? 'active' : 'pending',
    password: null,
    reset: null,
    role: input.role,
    granted: input.functions,
    revision: 1,
    member: positionIn(firm),
  });
  return changed;
}

function ownHandler(model: Model, firm: string, key: string): Handler | Outcome {
  const handler = handlerOf(model, key);
  return handler.firm !== firm || handler.state === 'removed' ? refused('NOT_FOUND', 'E6') : handler;
}

/** E6; officers are as the registry has them (B3). */
export function changeRights(
  model: Model,
  firm: string,
  input: Grant & { handler: string; revision: number; capacity: 'handler' | 'invoiceCollector' },
): Outcome {
  const handler = ownHandler(model, firm, input.handler);
  if (isOutcome(handler)) return handler;
  if (isOfficer(handler)) return refused('RULE_BROKEN', 'B3');
  if (handler.revision !== input.revision) return refused('CONFLICT', 'E6');
  const wrong = wrongGrant(model, firm, input);
  if (wrong) return wrong;
  Object.assign(handler, {
    capacity: input.capacity,
    role: input.role,
    granted: input.functions,
    revision: handler.revision + 1,
  });
  return changed;
}

/** E7: not oneself, never the last legal representative, an officer by the legal representative alone; sessions end at once. */
export function removeHandler(model: Model, actor: Handler, key: string): Outcome {
  const handler = ownHandler(model, actor.firm, key);
  if (isOutcome(handler)) return handler;
  if (!mayRemove(model, actor, handler)) return refused('RULE_BROKEN', 'E7');
  unbind(model, handler);
  return changed;
}

/** E7. */
export function mayRemove(model: Model, actor: Handler, handler: Handler): boolean {
  const representatives = model.handlers.filter(
    (one) => one.firm === actor.firm && one.capacity === 'legalRepresentative' && one.state !== 'removed',
  ).length;
  const lastRepresentative = handler.capacity === 'legalRepresentative' && representatives <= 1;
  const self = personOf(model, handler) === personOf(model, actor);
  return !lastRepresentative && !self && (!isOfficer(handler) || actor.capacity === 'legalRepresentative');
}

/** E7: rights and sessions end at once. */
export function unbind(model: Model, handler: Handler): void {
  Object.assign(handler, { state: 'removed', role: null, granted: [], reset: null });
  for (const session of open(model).filter((one) => one.handler === handler.key)) end(model, session, 'rightsRemoved');
  officeFollows(model, [handler]);
  uncovered(model);
}

/** E3: what a search tells: found only under the name on the record, else under the name that the person is registered with. */
export function search(
  model: Model,
  firm: string,
  { person: key, name }: { person: string; name: string },
): { found: boolean; realName: boolean; bound: boolean } {
  const person = model.people.get(key);
  const record = person && realNameOf(person);
  const found = person?.stored != null && (record?.name ?? person.stored) === name;
  return { found, realName: found && record != null, bound: bound(model, firm, key) !== undefined };
}
