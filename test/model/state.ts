import type { Capacity, OfficeRole } from '@contract/people.ts';
import type { SessionEnd } from '@contract/session.ts';
import { agreementPassword, agreements, assignments, defaultFunctions, firms, firstDay, firstInstant, firstRoleName, handlers, people, registry, roleOf, type Setup } from './world/spec.ts';
import { dayAfter } from './rules/days.ts';

/** The reference model: plain data, one small file of functions for each area of bureau-rules.md (`rules/`). It never asks the engine. */

export interface Firm { id: string; name: string; password: string; agency: boolean; social: boolean; synced: boolean }
/** @property stored name that the bureau knows the person by apart from a real-name record; null: not at all */
export interface Person { key: string; name: string; stored: string | null; mobile: string | null; collected: string | null }
/** E2. */
export interface Role { key: string; firm: string; name: string; functions: readonly string[]; revision: number }
export interface Reset { at: number; used: boolean; previous: string | null }
export interface Handler {
  /** Own key of the model; the driver knows the id that the bureau gave. */
  key: string; firm: string; person: string;
  /** Name that the enterprise knows the person by: as the registry names them, or as it was typed. */
  registered: string;
  capacity: Capacity; state: 'active' | 'pending' | 'removed'; password: string | null; reset: Reset | null;
  role: string | null; granted: readonly string[]; revision: number; member: { role: OfficeRole; team: string | null } | null;
}

export interface Agreement {
  id: string; client: string; agency: string; askedBy: 'client' | 'agency'; decided: 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined'; first: string; last: string; proposed: string;
  password: string | null; functions: readonly string[];
}

export type Ticket = 'enterprisePassword' | 'personalPassword';
export interface Session {
  kind: 'agencyStaff' | 'enterprise' | 'socialInsurance' | 'ticket' | 'client';
  window: string; firm: string; handler: string | null; opens: Ticket | null; parent: Session | null; agreement: string | null;
  startedAt: number; lastUsedAt: number; endsAt: number; locked: boolean;
  /** `quietly`: it ran out while nobody looked, so that the bureau may name another reason when it finds out. */
  ended: { at: number; reason: SessionEnd; quietly: boolean } | null;
}

export type FlowKind = 'agencyStaff' | 'enterprise' | 'quick' | 'recovery';
export interface Flow {
  key: number; kind: FlowKind; window: string; firm: string | null; handler: string | null; mobile: string | null; startedAt: number; expiresAt: number; open: boolean;
}

export interface Code { flow: number; mobile: string; sentAt: number; expiresAt: number; tries: number; used: boolean; replaced: boolean; delivered: boolean }
export interface Counter { failures: number; lastFailure: number; lockedUntil: number | null; locks: number }

export interface Model {
  setup: Setup;
  now: number;
  /** When the bureau last looked at its clock. */
  seen: number;
  windows: readonly string[];
  firms: Map<string, Firm>; people: Map<string, Person>; handlers: Handler[]; roles: Role[];
  agreements: Agreement[]; assigned: Map<string, Set<string>>;
  registry: { firm: string; capacity: 'legalRepresentative' | 'financeOfficer'; person: string }[];
  moods: Map<string, 'slow' | 'down'>;
  sessions: Session[]; flows: Flow[]; codes: Code[]; counters: Map<string, Counter>;
  /** Time has passed that the bureau has not been asked about since. */
  quiet: boolean;
  /** For passwords, keys and ids that were never there before. */
  serial: number;
}

export function newModel(setup: Setup): Model {
  return {
    setup, now: firstInstant, seen: firstInstant, windows: ['w1', 'w2', 'w3'], quiet: false, serial: 0,
    firms: new Map(firms.map(({ id, name, password, agency = false, social = false, synced = false }) => [id, { id, name, password, agency, social, synced }])),
    people: new Map(people.map(({ key, name, mobile, collected, unknown = false }) => [key, { key, name, stored: unknown ? null : name, mobile, collected }])),
    handlers: handlers.map(({ firm, person, capacity, password, state = 'active', granted, member = null }) => ({
      key: person, firm, person, registered: nameOf(person), capacity, state, password, reset: null, role: granted ? roleOf(person) : null, granted: granted ?? [], revision: 1, member,
    })),
    roles: handlers.flatMap(({ firm, person, granted }) => (granted ? [{ key: roleOf(person), firm, name: firstRoleName, functions: granted, revision: 1 }] : [])),
    agreements: agreements.map(({ id, client, agency = 'agency', decided, first, last, proposed = -4, functions = defaultFunctions }) => ({
      id, client, agency, askedBy: 'agency', decided, first: dayAfter(firstDay, first), last: dayAfter(firstDay, last), proposed: dayAfter(firstDay, proposed),
      password: decided === 'proposed' || decided === 'declined' ? null : agreementPassword, functions,
    })),
    assigned: new Map(Object.entries(assignments).map(([client, people]) => [client, new Set(people)])),
    registry: registry.map(({ firm, capacity, person }) => ({ firm, capacity, person })), moods: new Map(),
    sessions: [], flows: [], codes: [], counters: new Map(),
  };
}

const nameOf = (key: string): string => people.find((one) => one.key === key)?.name ?? '';

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
export const personOf = (model: Model, handler: Handler): Person => {
  const person = model.people.get(handler.person);
  if (!person) throw new Error(`no person ${handler.person}`);
  return person;
};
