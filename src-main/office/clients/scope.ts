import type { StaffScope } from '../../bureau/ground/ports.ts';
import { anyAssigned, clientsAssignedToAny } from '../../store/repositories/assignments.ts';
import { memberOf, membersOfTeam } from '../../store/repositories/members.ts';
import type { Database } from '../../store/schema/index.ts';

/**
 * H5 in the office: admins see all clients, team leaders those assigned to anybody of their team, others their own. Read from
 * the store at every call, so that a change takes effect at once.
 */
export class OfficeScope implements StaffScope {
  constructor(private readonly db: Database) {}

  /** Staff members whose clients this one may see; null: all clients; none for somebody without a part in the office. */
  async handlersSeenBy(handlerId: string, db: Database = this.db): Promise<readonly string[] | null> {
    const member = await memberOf(db, handlerId);
    if (!member) return [];
    if (member.office_role === 'admin') return null;
    if (member.office_role !== 'leader' || member.team_id === null) return [handlerId];
    return [...new Set([handlerId, ...(await membersOfTeam(db, member.team_id))])];
  }

  /** Those of these clients that the scope covers. @param db the transaction, when asked inside one */
  async coveredOf(handlerId: string, clientIds: readonly string[], db: Database = this.db): Promise<Set<string>> {
    const handlers = await this.handlersSeenBy(handlerId, db);
    return handlers === null ? new Set(clientIds) : clientsAssignedToAny(db, clientIds, handlers);
  }

  /** @param db the transaction, when asked inside one */
  async covers(handlerId: string, clientId: string, db: Database = this.db): Promise<boolean> {
    const handlers = await this.handlersSeenBy(handlerId, db);
    return handlers === null || (handlers.length > 0 && (await anyAssigned(db, clientId, handlers)));
  }
}
