import type { Bureau } from '../bureau/bureau.ts';
import type { DomainEvents } from '../bureau/domain-events.ts';
import type { StaffScope } from '../bureau/ports.ts';
import type { Database } from '../store/schema.ts';
import { EnterClient } from './enter-client.ts';
import { Members } from './members.ts';
import { SessionStates } from './session-state.ts';
import { Tabs } from './tabs.ts';
import type { Vault } from './vault/vault.ts';

export interface OfficeParts {
  db: Database;
  events: DomainEvents;
  bureau: Bureau;
  /** Built before the bureau, which tells it of password changes. */
  vault: Vault;
  scope: StaffScope;
}

/** The agency's own work around the bureau. */
export function createOffice({ db, events, bureau, vault, scope }: OfficeParts) {
  const members = new Members(db);
  const tabs = new Tabs(db, events);
  const sessionState = new SessionStates(db, bureau.sessions, members, tabs);
  return { members, tabs, sessionState, scope, vault, enter: new EnterClient(bureau.entry, vault, sessionState) };
}
export type Office = ReturnType<typeof createOffice>;
