import { personOf, type Handler, type Model, type Person, type RealName } from '../state.ts';

/* Who somebody is: A3, B3, F1, I3. */

/** I3: the record in force. */
export const realNameOf = (person: Person): RealName | null => person.records.at(-1) ?? null;

/** The name by the newest evidence. */
export const nameOf = (person: Person): string => realNameOf(person)?.name ?? person.stored ?? '';

/** A5, D5: the verified mobile, else the one proved at registration. */
export const ownMobile = (person: Person): string | null =>
  realNameOf(person)?.mobile ?? person.account?.mobile ?? null;

/** B3: the name an enterprise knows a handler under; where it named nobody, the person's own. */
export const knownAs = (model: Model, handler: Handler): string =>
  handler.registered ?? personOf(model, handler).stored ?? '';

/** Whose verified mobile it is. */
export const verifiedHolder = (model: Model, mobile: string): Person | null =>
  [...model.people.values()].find((one) => realNameOf(one)?.mobile === mobile) ?? null;

/** F1: whom a mobile names: who has it verified, else who registered with it and has no record. */
export const byMobile = (model: Model, mobile: string): Person | null =>
  verifiedHolder(model, mobile) ??
  [...model.people.values()].find((one) => one.records.length === 0 && one.account?.mobile === mobile) ??
  null;

/** A5: sets an account; a mobile that was proved anew is nobody else's any more. */
export function setAccount(model: Model, person: Person, account: { password: string; mobile: string | null }): void {
  for (const other of model.people.values())
    if (other !== person && other.account && account.mobile !== null && other.account.mobile === account.mobile)
      other.account.mobile = null;
  person.account = account;
}

/** I1, E4: a record in the place of the one before; whoever waited for it under this name is pending no more. */
export function putRealName(model: Model, person: Person, record: RealName): void {
  person.records = [...person.records, record];
  person.stored = record.name;
  for (const handler of model.handlers) {
    if (handler.person === person.key && handler.state === 'pending' && knownAs(model, handler) === record.name)
      handler.state = 'active';
  }
}

/** Bindings that stand. */
export const bindingsOf = (model: Model, person: Person): Handler[] =>
  model.handlers.filter((one) => one.person === person.key && one.state !== 'removed');
