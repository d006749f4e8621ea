import type { ClosedTab, SessionEnd } from '@contract/session.ts';
import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import { lockAllTabs, lockTab, openTab, removeTab, tabsOf } from '../../store/repositories/tabs.ts';
import type { Database } from '../../store/schema/index.ts';

/** Client tabs of a staff member. After the session ends, a tab stays as a locked tab until the client is entered again or the tab is closed. */
export class Tabs {
  constructor(
    private readonly db: Database,
    events: DomainEvents,
  ) {
    events.onRecord(async (event, act) => {
      if (event.kind === 'clientSessionStarted') await openTab(act.db, event.handlerId, event.clientId);
    });
    events.on(async (event) => {
      if (event.kind === 'clientSessionEnded' && event.end !== 'closed')
        await lockTab(db, event.handlerId, event.clientId, event.end);
    });
  }

  /** Tabs whose session has ended, in the order of the strip. */
  async closedOf(handlerId: string): Promise<ClosedTab[]> {
    return (await tabsOf(this.db, handlerId)).map((tab) => ({
      clientId: tab.client_id,
      name: tab.name,
      taxpayerId: tab.taxpayer_id,
      colour: tab.colour,
      ended: (tab.ended ?? 'hostRestarted') as SessionEnd,
    }));
  }

  async remove(handlerId: string, clientId: string): Promise<void> {
    await removeTab(this.db, handlerId, clientId);
  }

  /** Called when a store is opened: tabs that were open before the restart are locked now. */
  async afterRestart(): Promise<void> {
    await lockAllTabs(this.db, 'hostRestarted');
  }
}
