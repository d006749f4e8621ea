import { neverGranted } from '@contract/catalogue.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { SessionEnd } from '@contract/session.ts';
import type { Agreement, Handler, Model } from '../state.ts';
import { inTheWay, stateOf, type State } from './agreements.ts';
import { dayOfInstant } from './days.ts';
import { isOutcome } from './login.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { policyAllows } from './passwords.ts';
import { end, open } from './sessions.ts';
import { bound } from './staff.ts';

/* H1 to H4, H6, L1 to L4, L6: what either side does about an agreement. */

export type Side = 'client' | 'agency';
export interface Terms {
  first: string;
  last: string;
  functions: readonly string[];
  staff: readonly string[];
}
/** An agreement as it was seen. */
export interface Seen {
  id: string;
  revision: number;
}

const wrong = refused('INVALID_INPUT', null);

/** @param begun first day of an agreement that is changed: what has begun keeps it; null: a new one */
function wrongDays({ first, last }: Terms, today: string, begun: string | null = null): boolean {
  return last < first || last < today || (begun !== null && begun <= today ? first !== begun : first < today);
}

/** L1, L2: people of the agency, none of them one of the client's own; the rule set of 2023 asks for one at least. */
function wrongStaff(
  model: Model,
  { client, agency }: { client: string; agency: string },
  staff: readonly string[],
): Outcome | null {
  if (staff.length === 0) return model.setup.ruleSet === 'national-2023' ? wrong : null;
  const people = staff.map((key) =>
    model.handlers.find((one) => one.key === key && one.firm === agency && one.state !== 'removed'),
  );
  if (people.includes(undefined)) return wrong;
  return people.some((one) => one && bound(model, client, one.person)) ? refused('RULE_BROKEN', 'L2') : null;
}

/** H4: an enterprise gives nothing that it has not, and never staff maintenance or delegation. The world's own clients but one hold everything. */
function beyond(model: Model, client: string, functions: readonly string[]): Outcome | null {
  return functions.some((id) => neverGranted.includes(id)) || model.firms.get(client)?.social
    ? refused('RULE_BROKEN', 'H4')
    : null;
}

/** H6, L6. @returns what is to be kept, or what is answered */
function choosePassword(
  model: Model,
  actor: Handler,
  password: string | null,
  old: string | null = null,
): { password: string | null } | Outcome {
  if (model.setup.ruleSet === 'national-2023') return password === null ? { password } : wrong;
  if (password === null) return wrong;
  return policyAllows(model, actor, password) && password !== old ? { password } : refused('PASSWORD_POLICY', 'H6');
}

/** H1: the agencies are those of the last sync, never oneself. */
function knownAgency(model: Model, client: string, agency: string): Outcome | null {
  if (!model.agenciesSynced.has(client)) return refused('RULE_BROKEN', 'H1');
  return agency !== client && model.firms.get(agency)?.agency ? null : refused('NOT_FOUND', 'H1');
}

function make(
  model: Model,
  key: string,
  pair: { client: string; agency: string },
  terms: Terms,
  how: { askedBy: Side; recognised: boolean; password: string | null },
): Outcome {
  const refusal = beyond(model, pair.client, terms.functions);
  if (refusal) return refusal;
  if (inTheWay(model, pair, terms)) return refused('RULE_BROKEN', 'H3');
  model.agreements.push({
    id: key,
    ...pair,
    askedBy: how.askedBy,
    decided: how.recognised ? 'recognised' : 'proposed',
    first: terms.first,
    last: terms.last,
    proposed: dayOfInstant(model.now),
    password: how.password,
    functions: terms.functions,
    staff: terms.staff,
    revision: 1,
    changes: [],
    stood: how.recognised,
    cancelledOn: null,
    endReported: false,
  });
  // H1: whoever recognises the office's agency is its client.
  if (pair.agency === 'agency') model.clients.add(pair.client);
  return changed;
}

/** H1, H3: recognises an agency, or asks it first. */
export function makeAsClient(
  model: Model,
  actor: Handler,
  act: 'recognise' | 'propose',
  input: Terms & { key: string; agency: string; password: string | null },
): Outcome {
  const pair = { client: actor.firm, agency: input.agency };
  const unknown = knownAgency(model, pair.client, pair.agency);
  if (unknown) return unknown;
  if (wrongDays(input, dayOfInstant(model.now))) return wrong;
  const staff = wrongStaff(model, pair, input.staff);
  if (staff) return staff;
  const chosen = choosePassword(model, actor, input.password);
  return isOutcome(chosen)
    ? chosen
    : make(model, input.key, pair, input, { askedBy: 'client', recognised: act === 'recognise', ...chosen });
}

/** L3, H7: waits for the client, but for mere enquiries in the rule set of 2023; paper takes its place in the office profile. */
export function makeAsAgency(model: Model, agency: string, input: Terms & { key: string; client: string }): Outcome {
  if (model.setup.profile === 'office') return refused('RULE_BROKEN', 'H7');
  if (input.client === agency) return refused('NOT_FOUND', 'H3');
  if (wrongDays(input, dayOfInstant(model.now))) return wrong;
  const pair = { client: input.client, agency };
  const enquiries = input.functions.every((id) => id.startsWith('query.'));
  return (
    wrongStaff(model, pair, input.staff) ??
    make(model, input.key, pair, input, {
      askedBy: 'agency',
      recognised: model.setup.ruleSet === 'national-2023' && enquiries,
      password: null,
    })
  );
}

const activeStates: readonly State[] = ['recognised', 'inForce', 'suspended'];

/** H3: which side may do what from which state, by which rule, what becomes of it, why open client sessions end, and whether it is to be reported (L5). */
const table: Readonly<
  Record<
    Side,
    Readonly<
      Record<
        string,
        {
          rule: RuleId;
          from: readonly State[];
          proposal?: 'own' | 'other';
          to?: Agreement['decided'];
          ends?: SessionEnd;
          reported?: true;
        }
      >
    >
  >
> = {
  client: {
    confirm: { rule: 'L4', from: [], proposal: 'other', to: 'recognised' },
    decline: { rule: 'H3', from: [], proposal: 'other', to: 'declined' },
    suspend: { rule: 'H3', from: ['recognised', 'inForce'], to: 'suspended', ends: 'agreementSuspended' },
    resume: { rule: 'H3', from: ['suspended'], to: 'recognised' },
    cancel: { rule: 'H2', from: activeStates, proposal: 'own', to: 'cancelled', ends: 'agreementCancelled' },
    changeTerms: { rule: 'H4', from: activeStates, reported: true },
    replacePassword: { rule: 'H6', from: activeStates, ends: 'agreementPasswordReplaced' },
  },
  agency: {
    accept: { rule: 'H3', from: [], proposal: 'other', to: 'recognised' },
    decline: { rule: 'H3', from: [], proposal: 'other', to: 'declined' },
    cancel: { rule: 'H2', from: activeStates, proposal: 'own', to: 'cancelled', ends: 'agreementCancelled' },
    setStaff: { rule: 'L1', from: activeStates, reported: true },
  },
};
export const actsOf = (side: Side): string[] => Object.keys(table[side]);

/** @param work what else must hold, and what else changes */
export function change(
  model: Model,
  side: Side,
  firm: string,
  act: string,
  seen: Seen,
  work: (agreement: Agreement) => Outcome | null = () => null,
): Outcome {
  const agreement = model.agreements.find((one) => one.id === seen.id && one[side] === firm);
  if (!agreement) return refused('NOT_FOUND', 'H3');
  const line = table[side][act];
  if (!line) throw new Error(`no act ${act} of the ${side}`);
  const state = stateOf(agreement, model.now);
  const proposal =
    line.proposal !== undefined && state === 'proposed' && (line.proposal === 'own') === (agreement.askedBy === side);
  if (!proposal && !line.from.includes(state)) return refused('RULE_BROKEN', line.rule);
  if (agreement.revision !== seen.revision) return refused('CONFLICT', 'H3');
  const refusal = work(agreement);
  if (refusal) return refusal;
  if (line.to) agreement.decided = line.to;
  if (line.to === 'recognised') agreement.stood = true;
  if (line.to === 'cancelled') agreement.cancelledOn = dayOfInstant(model.now);
  if (line.reported)
    agreement.changes.push({ key: `change#${(model.serial += 1)}`, day: dayOfInstant(model.now), reported: false });
  agreement.revision += 1;
  if (line.ends)
    for (const session of open(model).filter((one) => one.agreement === agreement.id)) end(model, session, line.ends);
  return changed;
}

/** What held when it was proposed must hold when it is answered (H3, H4, L2). */
function stillHolds(model: Model, agreement: Agreement): Outcome | null {
  const refusal = beyond(model, agreement.client, agreement.functions);
  if (refusal) return refusal;
  return inTheWay(model, agreement, agreement, agreement)
    ? refused('RULE_BROKEN', 'H3')
    : wrongStaff(model, agreement, agreement.staff);
}

export const accept = (model: Model, firm: string, seen: Seen): Outcome =>
  change(model, 'agency', firm, 'accept', seen, (agreement) => stillHolds(model, agreement));

export function confirm(model: Model, actor: Handler, seen: Seen, password: string | null): Outcome {
  const chosen = choosePassword(model, actor, password);
  if (isOutcome(chosen)) return chosen;
  return change(model, 'client', actor.firm, 'confirm', seen, (agreement) => {
    const refusal = stillHolds(model, agreement);
    if (!refusal) agreement.password = chosen.password;
    return refusal;
  });
}

export function replacePassword(model: Model, actor: Handler, seen: Seen, password: string): Outcome {
  const own = model.agreements.find((one) => one.id === seen.id && one.client === actor.firm);
  if (!own) return refused('NOT_FOUND', 'H3');
  const chosen = choosePassword(model, actor, password, own.password);
  if (isOutcome(chosen)) return chosen;
  return change(model, 'client', actor.firm, 'replacePassword', seen, (agreement) => {
    agreement.password = chosen.password;
    return null;
  });
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  [...new Set(one)].sort().join() === [...new Set(other)].sort().join();

/** H4, L1: other days, functions or people; nothing new is nothing to change. */
export function changeTerms(model: Model, actor: Handler, seen: Seen, terms: Terms): Outcome {
  return change(model, 'client', actor.firm, 'changeTerms', seen, (agreement) => {
    if (wrongDays(terms, dayOfInstant(model.now), agreement.first)) return wrong;
    const refusal = beyond(model, agreement.client, terms.functions);
    if (refusal) return refusal;
    if (inTheWay(model, agreement, terms, agreement)) return refused('RULE_BROKEN', 'H3');
    const staff = wrongStaff(model, agreement, terms.staff);
    if (staff) return staff;
    if (
      terms.first === agreement.first &&
      terms.last === agreement.last &&
      sameSet(terms.functions, agreement.functions) &&
      sameSet(terms.staff, agreement.staff)
    )
      return wrong;
    Object.assign(agreement, terms);
    return null;
  });
}

export function setStaff(model: Model, firm: string, seen: Seen, staff: readonly string[]): Outcome {
  return change(model, 'agency', firm, 'setStaff', seen, (agreement) => {
    const refusal = wrongStaff(model, agreement, staff) ?? (sameSet(staff, agreement.staff) ? wrong : null);
    if (!refusal) agreement.staff = staff;
    return refusal;
  });
}
