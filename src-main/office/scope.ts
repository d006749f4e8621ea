import type { StaffScope } from '../bureau/ports.ts';
import { anyAssigned } from '../store/repositories/assignments.ts';
import { memberOf, membersOfTeam } from '../store/repositories/members.ts';
import type { Database } from '../store/schema.ts';

/**
 * H5 as the office has it: admins see all clients, team leaders those assigned to anybody of their team, others their own. Read from
 * the store at every question, so that a change holds at once.
 */
export class OfficeScope implements StaffScope {
  constructor(private readonly db: Database) {}

  /** Staff members whose clients this one may see; null: all clients; none for somebody without a part in the office. */
  async handlersSeenBy(handlerId: string): Promise<readonly string[] | null> {
    const member = await memberOf(this.db, handlerId);
    if (!member) return [];
    if (member.office_role === 'admin') return null;
    if (member.office_role !== 'leader' || member.team_id === null) return [handlerId];
    return [...new Set([handlerId, ...(await membersOfTeam(this.db, member.team_id))])];
  }

  async covers(handlerId: string, clientId: string): Promise<boolean> {
    const handlers = await this.handlersSeenBy(handlerId);
    return handlers === null || (handlers.length > 0 && (await anyAssigned(this.db, clientId, handlers)));
  }
}
