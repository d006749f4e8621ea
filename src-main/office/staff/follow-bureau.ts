import type { Acts } from '../../bureau/act/acts.ts';
import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import { clearAssignments, clientsAssignedTo } from '../../store/repositories/assignments.ts';
import { agencyOf } from '../../store/repositories/identity.ts';
import {
  addMember,
  handlersWithoutPosition,
  memberOf,
  officeMembers,
  setMemberRole,
} from '../../store/repositories/members.ts';
import { clearTabs } from '../../store/repositories/tabs.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Leavers } from '../secrets/leavers.ts';
import type { Vault } from '../vault/vault.ts';

export interface FollowBureauDependencies {
  db: Database;
  acts: Acts;
  events: DomainEvents;
  vault: Vault;
  leavers: Leavers;
  reassigned(clientIds: readonly string[]): Promise<void>;
}

/**
 * The agency's handlers are the office's staff (ADR-0020), wherever they are added and removed: in the office, by the
 * bureau's staff maintenance (E), or by a sync with the registry (B3).
 */
export class FollowBureau {
  constructor(private readonly deps: FollowBureauDependencies) {
    const { db, events, vault } = deps;
    /** Clients of a removed handler, by handler, until the removal is committed. */
    const left = new Map<string, string[]>();
    events.onRecord(async (event, act) => {
      if (event.kind !== 'handlerRemoved' || !(await memberOf(act.db, event.handlerId))) return;
      // Before nobody knows any more which clients were theirs.
      await deps.leavers.begin(act, event.handlerId, { name: null });
      left.set(
        event.handlerId,
        (await clientsAssignedTo(act.db, event.handlerId)).map((client) => client.id),
      );
      await clearAssignments(act.db, event.handlerId);
      await clearTabs(act.db, event.handlerId);
      await vault.revoke(act, event.handlerId, { agencyId: event.enterpriseId });
    });
    events.on(async (event) => {
      if (event.kind === 'handlerRemoved') {
        await vault.settle();
        const clients = left.get(event.handlerId) ?? [];
        left.delete(event.handlerId);
        await deps.reassigned(clients);
      }
      if (
        (event.kind === 'staffChanged' || event.kind === 'handlerRemoved') &&
        event.enterpriseId === (await agencyOf(db))?.id
      )
        await this.adopt();
    });
  }

  /**
   * Handlers of the agency who have no position in the office yet become plain members without a team. When the bureau took the last admin
   * away, the legal representative, else the finance officer, becomes one: an office without an admin lets nobody in again.
   */
  async adopt(): Promise<void> {
    const { db, acts } = this.deps;
    const agency = await agencyOf(db);
    if (!agency) return;
    await acts.run(null, async (act) => {
      for (const handlerId of await handlersWithoutPosition(act.db, agency.id))
        await addMember(act.db, handlerId, { office_role: 'member', team_id: null });
      const members = await officeMembers(act.db, agency.id);
      if (members.some((member) => member.office_role === 'admin')) return;
      const heir =
        members.find((member) => member.capacity === 'legalRepresentative') ??
        members.find((member) => member.capacity === 'financeOfficer');
      if (!heir) return;
      await setMemberRole(act.db, heir.id, { office_role: 'admin', team_id: heir.team_id });
      await act.record({
        act: 'staff.role',
        text: `最后一位机构管理员已离开，由${heir.name}接任机构管理员`,
        rule: 'H5',
        agencyId: agency.id,
        handler: heir,
        origin: 'office',
        detail: { handler: heir.id, role: 'admin', team: heir.team_id },
      });
    });
  }
}
