import { enterprisesOfPerson } from '../../store/repositories/handlers.ts';
import { sessionById } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import type { Clock } from '../ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import type { Trail } from '../trail/trail.ts';
import { Bindings } from './bindings.ts';
import { StaffMaintenance } from './maintenance.ts';
import { StaffMatrix } from './matrix.ts';
import { StaffOverview } from './overview.ts';
import { PeopleSearch } from './people-search.ts';
import { Roles } from './roles.ts';

export interface StaffParts {
  db: Database; clock: Clock; events: DomainEvents; trail: Trail; sessions: Sessions; resets: PasswordResets;
  /** An admin attests identity cards here (A3): the office profile. */
  attesting: boolean;
  /** Chinese title of a permission function. */
  titleOf: (functionId: string) => string;
}

/** Staff and role maintenance (E). */
export function createStaff(parts: StaffParts) {
  const { db, events } = parts;
  const bindings = new Bindings(parts);
  const search = new PeopleSearch(parts);
  // E4: in the step that makes the record; told of when it is committed.
  events.onRecord(async (event, transaction) => {
    if (event.kind === 'realNameRecorded') await bindings.activate(transaction, event.personId);
  });
  events.on(async (event) => {
    const told: DomainEvent[] = [];
    if (event.kind === 'realNameRecorded') {
      await db.transaction().execute(async (transaction) => {
        // Once more, for whoever tells of a record without recording the event with it.
        await bindings.activate(transaction, event.personId);
        for (const enterpriseId of await enterprisesOfPerson(transaction, event.personId)) await bindings.tellStaff(transaction, enterpriseId, told);
      });
    }
    // The list says who is signed in.
    if (event.kind === 'windowSessionStarted' || event.kind === 'windowSessionEnded') {
      const session = await sessionById(db, event.sessionId);
      if (session?.kind === 'enterprise' && session.enterprise_id !== null) await bindings.tellStaff(db, session.enterprise_id, told);
    }
    for (const change of told) await events.emit(change);
  });
  return {
    bindings, search,
    roles: new Roles(parts, bindings),
    maintenance: new StaffMaintenance(parts, bindings),
    overview: new StaffOverview(parts),
    matrix: new StaffMatrix(parts),
    /** At the start: whoever got a real name in a store that was put together otherwise (a restored copy, an import) is pending no more. */
    activateAll: () => db.transaction().execute((transaction) => bindings.activate(transaction)),
  };
}
