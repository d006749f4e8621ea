import type { Clock } from '../bureau/ground/ports.ts';
import type { EventHub } from './event-hub.ts';
import type { ReportIncident } from '../incidents/incident.ts';
import type { Keychain } from '../keys/keychain.ts';
import type { PasswordHasher } from '../keys/password.ts';

/** What opening a store needs of the desk. */
export interface DeskDependencies {
  dataDir: string;
  clock: Clock;
  keychain: Keychain;
  hasher: PasswordHasher;
  hub: EventHub;
  report: ReportIncident;
}
