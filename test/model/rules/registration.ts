import type { Model, Person } from '../state.ts';
import { checkCode, type Typed } from './codes.ts';
import { flowExpired, flowInHand } from './login.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { allowedFor, policy } from './passwords.ts';
import { byMobile, nameOf, realNameOf, setAccount, verifiedHolder } from './people.ts';
import { flowWithCode } from './person.ts';

/* A5: identifier, verified mobile and password. */

export interface PersonForm {
  person: string;
  name: string;
  mobile: string;
}
export interface FirmForm {
  firm: string;
  name: string;
  mobile: string;
}
type Kind = 'registerPerson' | 'registerEnterprise';

/** The code proves the mobile and nothing else, so it is sent whoever is known already (J2). */
export function askCode(model: Model, kind: Kind, window: string, mobile: string): Outcome {
  if (model.setup.profile === 'office') return refused('METHOD_UNAVAILABLE', 'A5');
  return flowWithCode(model, window, { kind, person: null, mobile }, true);
}

/** The code of the mobile in the form. @returns what is answered, or null: proved, and the request is over */
function proved(
  model: Model,
  kind: Kind,
  window: string,
  key: number | null,
  mobile: string,
  typed: Typed,
): Outcome | null {
  const flow = flowInHand(model, kind, window, key);
  if (!flow) return flowExpired;
  const refusal = checkCode(model, flow, mobile, typed);
  if (!refusal) flow.open = false;
  return refusal;
}

const broken = refused('RULE_BROKEN', 'A5');

export function registerPerson(
  model: Model,
  window: string,
  form: PersonForm & { flow: number | null; typed: Typed; password: string },
): Outcome {
  const person = model.people.get(form.person) as Person;
  if (!allowedFor({ idNumber: person.idNumber, mobile: form.mobile }, form.password)) return policy;
  const refusal = proved(model, 'registerPerson', window, form.flow, form.mobile, form.typed);
  if (refusal) return refusal;
  const record = realNameOf(person);
  if (person.account) return refused('CONFLICT', 'A5');
  // Somebody the bureau knows already is the same by number, and must be by name and verified mobile.
  if (person.stored !== null && nameOf(person) !== form.name) return broken;
  if (record && record.mobile !== form.mobile) return broken;
  const holder = verifiedHolder(model, form.mobile);
  if (holder && holder !== person) return broken;
  person.stored ??= form.name;
  setAccount(model, person, { password: form.password, mobile: form.mobile });
  return changed;
}

/** The registry must name the real-name verified holder of the mobile as the legal representative. */
export function registerFirm(
  model: Model,
  window: string,
  form: FirmForm & { flow: number | null; typed: Typed; password: string },
): Outcome {
  if (!flowInHand(model, 'registerEnterprise', window, form.flow)) return flowExpired;
  if (!allowedFor({ idNumber: null, mobile: form.mobile }, form.password)) return policy;
  // A registry that cannot be reached costs no code.
  if (model.setup.profile === 'training' && model.moods.has(form.firm)) return refused('REGISTRY_UNAVAILABLE', 'A5');
  const refusal = proved(model, 'registerEnterprise', window, form.flow, form.mobile, form.typed);
  if (refusal) return refusal;
  const person = byMobile(model, form.mobile);
  const record = person && realNameOf(person);
  if (record?.mobile !== form.mobile) return refused('REAL_NAME_REQUIRED', 'A5');
  const officer = model.registry.find((one) => one.firm === form.firm && one.capacity === 'legalRepresentative');
  if (officer?.person !== person?.key || record.name !== model.people.get(officer?.person ?? '')?.name) return broken;
  if (!allowedFor({ idNumber: person?.idNumber ?? null, mobile: null }, form.password)) return policy;
  const firm = model.firms.get(form.firm);
  if (!firm) throw new Error(`no firm ${form.firm}`);
  if (firm.password !== null) return refused('CONFLICT', 'A5');
  if (firm.known && firm.name !== form.name) return broken;
  Object.assign(firm, { password: form.password, known: true, ...(firm.known ? {} : { name: form.name }) });
  return changed;
}
