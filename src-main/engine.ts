import type { Kysely } from 'kysely';
import type { DeskEvent } from '@contract/events.ts';
import type { RuleSetId } from '@contract/desk.ts';
import type { Bureau } from './bureau/bureau.ts';
import type { DomainEvents } from './bureau/domain-events.ts';
import type { Clock } from './bureau/ports.ts';
import type { Office } from './office/office.ts';
import type { Schema } from './store/schema.ts';
import type { Training } from './training/training.ts';

/** What an open desk runs on: one store, the bureau, the office, and in a training world the training room. */
export interface Engine {
  db: Kysely<Schema>;
  clock: Clock;
  ruleSet: RuleSetId;
  /** `演示` in a training world, else `本机记录，未报送税务机关` (architecture decision 12). */
  training: Training | null;
  domainEvents: DomainEvents;
  bureau: Bureau;
  office: Office;
  /** Sends an event to one window, or to all (`null`). */
  tell(window: string | null, event: DeskEvent): void;
}
