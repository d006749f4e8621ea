import type { Acts } from '../../bureau/act/acts.ts';
import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { Database } from '../../store/schema/index.ts';

export interface VaultDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  events: DomainEvents;
  /** Told that the state of a window's vault changed; null: of members at large, who waits or was granted. */
  changed(window: string | null): void;
}
