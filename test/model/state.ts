import type { Capacity, OfficeRole } from '@contract/people.ts';
import type { SessionEnd } from '@contract/session.ts';
import {
  agreementPassword,
  agreements,
  assignments,
  defaultFunctions,
  clientIds,
  firms,
  firstDay,
  firstInstant,
  handlers,
  people,
  registry,
  roleNameOf,
  roleOf,
  teams,
  type Setup,
} from './world/spec.ts';
import { dayAfter } from './rules/days.ts';

/** The reference model: plain data, one small file of functions for each area of the rules (docs/rules, restated in `rules/`). It never asks the engine. */

/** @property password null: not registered (A5). @property known whether the bureau has it at all */
export interface Firm {
  id: string;
  name: string;
  password: string | null;
  agency: boolean;
  social: boolean;
  synced: boolean;
  known: boolean;
}
/** I3: what a real-name record says. */
export interface RealName {
  name: string;
  mobile: string;
  origin: 'collected' | 'attested';
}
/**
 * @property name the one that everybody knows. @property stored name that the bureau knows the person by apart from a real-name record; null: not at
 * all. @property records the last one is in force, the others are history (I3). @property account the person's own (A5, F1)
 */
export interface Person {
  key: string;
  name: string;
  idNumber: string;
  stored: string | null;
  records: readonly RealName[];
  account: { password: string; mobile: string | null } | null;
}
/** E2. */
export interface Role {
  key: string;
  firm: string;
  name: string;
  functions: readonly string[];
  revision: number;
}
/** @property ticket one-time code in the place of 111111 and the SMS code */
export interface Reset {
  at: number;
  until: number;
  used: boolean;
  previous: string | null;
  ticket: string | null;
}
export interface Handler {
  /** Own key of the model; the driver knows the id that the bureau gave. */
  key: string;
  firm: string;
  person: string;
  /** Name that the enterprise knows the person by: as the registry names them, or as it was typed; null: the person's own. */
  registered: string | null;
  capacity: Capacity;
  state: 'active' | 'pending' | 'removed';
  password: string | null;
  reset: Reset | null;
  role: string | null;
  granted: readonly string[];
  revision: number;
  member: { role: OfficeRole; team: string | null } | null;
}

export interface Agreement {
  id: string;
  client: string;
  agency: string;
  askedBy: 'client' | 'agency';
  decided: 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined';
  first: string;
  last: string;
  proposed: string;
  password: string | null;
  functions: readonly string[];
  /** Service staff by name (L1). */
  staff: readonly string[];
  revision: number;
  /** L5: days of changes and of the end by decision, each with whether it was reported; `stood`: it was recognised at some time. */
  changes: { key: string; day: string; reported: boolean }[];
  stood: boolean;
  cancelledOn: string | null;
  endReported: boolean;
}

export type Ticket = 'enterprisePassword' | 'personalPassword' | 'accountPassword';
export interface Session {
  kind: 'agencyStaff' | 'enterprise' | 'person' | 'socialInsurance' | 'ticket' | 'client';
  window: string;
  firm: string | null;
  handler: string | null;
  /** F2, D5: who is there on their own account. */
  person: string | null;
  opens: Ticket | null;
  parent: Session | null;
  /** F2: the person's session that an enterprise was entered from. */
  personSession: Session | null;
  agreement: string | null;
  startedAt: number;
  lastUsedAt: number;
  endsAt: number;
  locked: boolean;
  /** `quietly`: it ran out while nobody looked, so that the bureau may name another reason when it finds out. */
  ended: { at: number; reason: SessionEnd; quietly: boolean } | null;
}

export type FlowKind =
  'agencyStaff' | 'enterprise' | 'quick' | 'recovery' | 'personRecovery' | 'registerPerson' | 'registerEnterprise';
export interface Flow {
  key: number;
  kind: FlowKind;
  window: string;
  firm: string | null;
  handler: string | null;
  person: string | null;
  mobile: string | null;
  startedAt: number;
  expiresAt: number;
  open: boolean;
}
/** F1: in hand in a window. */
export interface Captcha {
  key: number;
  madeAt: number;
}
export type Mishap = 'cardUnreadable' | 'nameMismatch' | 'mobileTaken' | 'faceMismatch';
/** I2: a person's phone. @property next what a trainer wants to go wrong. @property card name on the identity card in it */
export interface Phone {
  card: string;
  mobile: string;
  next: Mishap | null;
}
/** I1: a collection under way. */
export interface Collection {
  key: number;
  window: string;
  person: string;
  startedAt: number;
  expiresAt: number;
  card: string | null;
  mobile: string | null;
  open: boolean;
}

export interface Code {
  flow: number;
  mobile: string;
  sentAt: number;
  expiresAt: number;
  tries: number;
  used: boolean;
  replaced: boolean;
  delivered: boolean;
}
export interface Counter {
  failures: number;
  lastFailure: number;
  lockedUntil: number | null;
  locks: number;
}

export interface Model {
  setup: Setup;
  now: number;
  /** When the bureau last looked at its clock. */
  seen: number;
  windows: readonly string[];
  firms: Map<string, Firm>;
  people: Map<string, Person>;
  handlers: Handler[];
  roles: Role[];
  agreements: Agreement[];
  agenciesSynced: Set<string>;
  assigned: Map<string, Set<string>>;
  /** The office's clients and teams. */
  clients: Set<string>;
  teams: { key: string; name: string }[];
  phones: Map<string, Phone>;
  collections: Collection[];
  captchas: Map<string, Captcha>;
  registry: { firm: string; capacity: 'legalRepresentative' | 'financeOfficer'; person: string }[];
  moods: Map<string, 'slow' | 'down'>;
  sessions: Session[];
  flows: Flow[];
  codes: Code[];
  counters: Map<string, Counter>;
  /** Time has passed that the bureau has not been asked about since. */
  quiet: boolean;
  /** J3: desks that time has locked so far. */
  idleLocks: number;
  /** For passwords, keys and ids that were never there before. */
  serial: number;
}

export function newModel(setup: Setup): Model {
  return {
    setup,
    now: firstInstant,
    seen: firstInstant,
    windows: ['w1', 'w2', 'w3'],
    quiet: false,
    idleLocks: 0,
    serial: 0,
    firms: new Map(
      firms.map(({ id, name, password, agency = false, social = false, synced = false, unknown = false }) => [
        id,
        { id, name, password, agency, social, synced, known: !unknown },
      ]),
    ),
    people: new Map(
      people.map(({ key, name, idNumber, mobile, collected, unknown = false, password, registered }) => [
        key,
        {
          key,
          name,
          idNumber,
          stored: unknown ? null : name,
          records:
            collected === null || mobile === null ? [] : [{ name: collected, mobile, origin: 'collected' as const }],
          account: password === undefined ? null : { password, mobile: registered ?? mobile },
        },
      ]),
    ),
    handlers: handlers.map(
      ({
        person,
        key = person,
        firm,
        registered = null,
        capacity,
        password,
        state = 'active',
        granted,
        member = null,
      }) => ({
        key,
        firm,
        person,
        registered,
        capacity,
        state,
        password,
        reset: null,
        role: granted ? roleOf(key) : null,
        granted: granted ?? [],
        revision: 1,
        member: member && { ...member },
      }),
    ),
    roles: handlers.flatMap(({ firm, person, key = person, granted }) =>
      granted ? [{ key: roleOf(key), firm, name: roleNameOf(key), functions: granted, revision: 1 }] : [],
    ),
    agreements: agreements.map(
      ({ id, client, agency = 'agency', decided, first, last, proposed = -4, functions = defaultFunctions }) => ({
        id,
        client,
        agency,
        askedBy: 'agency',
        decided,
        first: dayAfter(firstDay, first),
        last: dayAfter(firstDay, last),
        proposed: dayAfter(firstDay, proposed),
        password: decided === 'proposed' || decided === 'declined' ? null : agreementPassword,
        functions,
        staff: [],
        revision: 1,
        changes: [],
        stood: decided !== 'proposed' && decided !== 'declined',
        cancelledOn: decided === 'cancelled' ? dayAfter(firstDay, proposed) : null,
        endReported: false,
      }),
    ),
    agenciesSynced: new Set(),
    assigned: new Map(Object.entries(assignments).map(([client, people]) => [client, new Set(people)])),
    clients: new Set(clientIds),
    teams: teams.map((team) => ({ ...team })),
    phones: new Map(),
    collections: [],
    captchas: new Map(),
    registry: registry.map(({ firm, capacity, person }) => ({ firm, capacity, person })),
    moods: new Map(),
    sessions: [],
    flows: [],
    codes: [],
    counters: new Map(),
  };
}

export const firmOf = (model: Model, id: string): Firm => {
  const firm = model.firms.get(id);
  if (!firm) throw new Error(`no firm ${id}`);
  return firm;
};
export const handlerOf = (model: Model, key: string): Handler => {
  const handler = model.handlers.find((one) => one.key === key);
  if (!handler) throw new Error(`no handler ${key}`);
  return handler;
};
export const personNamed = (model: Model, key: string): Person => {
  const person = model.people.get(key);
  if (!person) throw new Error(`no person ${key}`);
  return person;
};
export const personOf = (model: Model, handler: Handler): Person => personNamed(model, handler.person);
