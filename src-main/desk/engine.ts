import type { DeskEvent } from '@contract/events.ts';
import { Acts } from '../bureau/act/acts.ts';
import { createBureau } from '../bureau/bureau.ts';
import { DomainEvents } from '../bureau/act/domain-events.ts';
import type { Clock } from '../bureau/ground/ports.ts';
import type { RuleSet } from '../bureau/rule-sets/rule-sets.ts';
import type { EventHub } from './event-hub.ts';
import type { ReportIncident } from '../incidents/incident.ts';
import { reportToStderr } from '../incidents/incident-log.ts';
import type { PasswordHasher } from '../keys/password.ts';
import { composeOffice } from '../office/office.ts';
import { OfficeScope } from '../office/clients/scope.ts';
import { renewReadings } from '../office/search/renew-readings.ts';
import { TypedRegistry } from '../office/typed-registry.ts';
import { Vault } from '../office/vault/vault.ts';
import type { Database } from '../store/schema/index.ts';
import { Trail } from '../bureau/trail/trail.ts';
import { profiles } from '../bureau/ground/profile.ts';
import type { Training } from '../training/training.ts';

export interface EngineDependencies {
  db: Database;
  clock: Clock;
  hasher: PasswordHasher;
  hub: EventHub;
  ruleSet: RuleSet;
  /** 32 bytes for the hashes of codes, derived from the database key. */
  codeKey: Buffer;
  /** A training world's clock and phone; null in the office profile, where no SMS can be sent (ADR-0017). */
  training: Training | null;
  /** How long a sync waits for the tax registry, in milliseconds; tests wait less. */
  registryPatience?: number;
  /** Instant of an answer whose duration must reveal nothing (J2), in milliseconds; tests do not wait. */
  answerAfter?: number;
  /** Stores unexpected errors of background work; default: standard error. */
  report?: ReportIncident;
}

/** Interval of the search for ended sessions, in milliseconds: a screen learns of an end within that time. */
const sweepEvery = 15_000;

/** The services of an open desk: one store, the bureau and the office. */
export function createEngine(deps: EngineDependencies) {
  const { db, clock, hub, hasher, training } = deps;
  const domainEvents = new DomainEvents();
  const notify = (window: string | null, event: DeskEvent): void => hub.notify(window, event);
  const trail = new Trail(db, clock);
  const acts = new Acts({ db, trail, events: domainEvents });
  const vault = new Vault({
    db,
    clock,
    events: domainEvents,
    acts,
    changed: (window) => notify(window, { kind: 'vaultChanged' }),
  });
  const scope = new OfficeScope(db);
  const profile = training === null ? profiles.office : profiles.training;
  const bureau = createBureau({
    db,
    clock,
    trail,
    events: domainEvents,
    acts,
    hasher,
    ruleSet: deps.ruleSet,
    sms: training?.phone ?? null,
    scope,
    rewrapper: vault,
    codeKey: deps.codeKey,
    realNameApp: training?.phones ?? null,
    registry: training?.registry ?? new TypedRegistry(db),
    ...(deps.registryPatience === undefined ? {} : { registryPatience: deps.registryPatience }),
    ...(deps.answerAfter === undefined ? {} : { answerAfter: deps.answerAfter }),
    profile,
  });
  const office = composeOffice({
    db,
    clock,
    events: domainEvents,
    acts,
    bureau,
    vault,
    scope,
    hasher,
    profile,
    ruleSet: deps.ruleSet,
    notify,
    report: deps.report ?? reportToStderr,
  });
  // After the office: its listeners finish before a window is notified.
  hub.relay(domainEvents);
  const sweep = setInterval(() => {
    void bureau.sweep().catch(() => {});
  }, sweepEvery);
  sweep.unref();
  return {
    db,
    clock,
    bureau,
    office,
    acts,
    notify,
    domainEvents,
    ruleSet: deps.ruleSet.id,
    training,
    /** Called once after opening: sessions from before a restart are over, and their tabs are locked. */
    async start(): Promise<void> {
      // Clients first: if they ended as children, their tabs would show another reason.
      await bureau.sessions.ends.endAll({ kind: 'client' }, 'hostRestarted');
      await bureau.sessions.ends.endAll({}, 'hostRestarted');
      await office.tabs.afterRestart();
      await bureau.sweep();
      await bureau.staff.activateAll();
      await office.staff.adopt();
      await renewReadings({ db, acts });
    },
    async close(): Promise<void> {
      clearInterval(sweep);
      await office.work.close();
      office.entryImports.close();
      await office.attachments.close();
      await office.imports.close();
      vault.closeAll();
    },
  };
}
export type Engine = ReturnType<typeof createEngine>;
