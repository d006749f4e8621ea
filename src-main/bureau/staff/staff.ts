import type { Database } from '../../store/schema.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import type { Clock } from '../ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Trail } from '../trail/trail.ts';
import { Bindings } from './bindings.ts';
import { PeopleSearch } from './people-search.ts';

export interface StaffParts { db: Database; clock: Clock; events: DomainEvents; trail: Trail; sessions: Sessions }

/** Staff and role maintenance (E). */
export function createStaff(parts: StaffParts) {
  const { db, events } = parts;
  const bindings = new Bindings(parts);
  /** E4: once for a person, or at the start for everybody, because a crash may come between a record and what is told of it. */
  const activate = async (personId?: string): Promise<void> => {
    const told: DomainEvent[] = [];
    await db.transaction().execute((transaction) => bindings.activate(transaction, personId, told));
    for (const event of told) await events.emit(event);
  };
  events.on(async (event) => { if (event.kind === 'realNameRecorded') await activate(event.personId); });
  return { bindings, search: new PeopleSearch(parts), activate };
}
