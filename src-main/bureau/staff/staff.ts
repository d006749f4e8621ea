import { enterprisesOfPerson } from '../../store/repositories/handlers.ts';
import { sessionById } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { DomainEvents } from '../act/domain-events.ts';
import type { Clock } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import { Bindings } from './bindings.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { StaffMaintenance } from './maintenance.ts';
import { StaffMatrices } from './matrix.ts';
import { StaffOverviews } from './overview.ts';
import { PeopleSearch } from './people-search.ts';
import { Roles } from './roles.ts';
import { staffChanged } from '../sessions/staff-changed.ts';
import type { Profile } from '../ground/profile.ts';

export interface StaffDependencies {
  db: Database;
  clock: Clock;
  events: DomainEvents;
  acts: Acts;
  sessions: Sessions;
  resets: PasswordResets;
  /** An admin attests identity cards here (A3): the office profile. */
  profile: Profile;
  ruleSet: RuleSet;
}

/** Staff and role maintenance (E). */
export function createStaff(deps: StaffDependencies) {
  const { db, clock, events, acts } = deps;
  const { catalogue, limits } = deps.ruleSet;
  const bindings = new Bindings({ ...deps, catalogue });
  const search = new PeopleSearch({ db, clock, acts, limits });
  // E4: in the step that makes the record; emitted when it is committed.
  events.onRecord(async (event, act) => {
    if (event.kind === 'realNameRecorded') await bindings.activate(act, event.personId);
  });
  events.on(async (event) => {
    if (event.kind === 'realNameRecorded') {
      for (const enterpriseId of await enterprisesOfPerson(db, event.personId))
        await events.emit(await staffChanged(db, enterpriseId, clock.now()));
    }
    // The list says who is signed in.
    if (event.kind === 'windowSessionStarted' || event.kind === 'windowSessionEnded') {
      const session = await sessionById(db, event.sessionId);
      if (session?.kind === 'enterprise' && session.enterprise_id !== null)
        await events.emit(await staffChanged(db, session.enterprise_id, clock.now()));
    }
  });
  return {
    bindings,
    search,
    roles: new Roles({ acts, clock, catalogue }, bindings),
    maintenance: new StaffMaintenance(deps, bindings),
    overview: new StaffOverviews({ ...deps, catalogue }),
    matrix: new StaffMatrices({ ...deps, catalogue }),
    /** At the start: whoever got a real name in a store that was put together otherwise (a restored copy, an import) is pending no more. */
    activateAll: () => acts.run(null, (act) => bindings.activate(act)),
  };
}
