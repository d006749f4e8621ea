import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Sessions } from '../../bureau/sessions/sessions.ts';
import type { Tabs } from '../session/tabs.ts';

/** Closing a client: its session in this window ends (G5) and its tab goes. */
export class LeaveClient {
  constructor(
    private readonly sessions: Sessions,
    private readonly tabs: Tabs,
  ) {}

  /** A client that is not open is no error: its locked tab is removed. */
  async leave(staff: StaffActor, clientId: string): Promise<void> {
    for (const row of await this.sessions.clientsOf(staff.sessionId)) {
      if (row.enterprise_id === clientId) await this.sessions.ends.end(row, 'closed');
    }
    await this.tabs.remove(staff.handlerId, clientId);
  }
}
