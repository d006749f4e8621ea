import type { PasswordHasher } from '../../keys/password.ts';
import type { DomainEvents } from '../act/domain-events.ts';
import type { Trail } from '../trail/trail.ts';
import { AgreementActs, type AgreementActsDependencies } from './acts.ts';
import { Agencies } from './agencies.ts';
import { AgencyDelegation } from './agency-side.ts';
import { AgreementPasswords } from './agreement-password.ts';
import { Agreements } from './agreements.ts';
import { ClientDelegation } from './client-side.ts';
import { AgreementViews } from './views.ts';

export interface DelegationDependencies extends AgreementActsDependencies {
  trail: Trail;
  events: DomainEvents;
  hasher: PasswordHasher;
  /** Whether clients can answer a proposal here (H7). */
  answered: boolean;
}

/** Delegation from both sides (H, L): one engine of acts, the taxpayer's services, the agency's services, and the office's questions. */
export function createDelegation(deps: DelegationDependencies) {
  const { db, clock, events, trail, acts, hasher, ruleSet } = deps;
  const agreementActs = new AgreementActs(deps);
  const views = new AgreementViews({ db, clock, trail, ruleSet });
  const agencies = new Agencies({ db, clock, acts, ruleSet });
  const passwords = new AgreementPasswords({ db, hasher, ruleSet });
  return {
    agreements: new Agreements({ db, agreementActs, ruleSet }),
    agencies,
    delegation: new ClientDelegation({
      db,
      clock,
      acts,
      agreementActs,
      agencies,
      passwords,
      views,
      ruleSet,
    }),
    agencyDelegation: new AgencyDelegation({
      db,
      clock,
      events,
      acts,
      agreementActs,
      views,
      ruleSet,
      answered: deps.answered,
    }),
  };
}
