import { Acts } from '../../../src-main/bureau/act/acts.ts';
import { DomainEvents } from '../../../src-main/bureau/act/domain-events.ts';
import type { Clock } from '../../../src-main/bureau/ground/ports.ts';
import { Trail } from '../../../src-main/bureau/trail/trail.ts';
import type { Database } from '../../../src-main/store/schema/index.ts';

/** How a single service changes a store, where there is no engine; nobody hears of it. */
export const actsOn = (db: Database, clock: Clock): Acts =>
  new Acts({ db, trail: new Trail(db, clock), events: new DomainEvents() });
