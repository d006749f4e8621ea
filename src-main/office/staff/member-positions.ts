import type { OfficeRole } from '@contract/people.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { officeMembers, setMemberRole } from '../../store/repositories/members.ts';
import type { Assignments } from '../clients/assignments.ts';
import { memberNamed, refusalOf, whyLastAdmin } from './member-rules.ts';
import { requireTeam } from './teams.ts';

export const roleNames: Record<OfficeRole, string> = { admin: '机构管理员', leader: '小组负责人', member: '组员' };

export interface OfficePosition {
  officeRole: OfficeRole;
  teamId: string | null;
}

export interface MemberPositionsDependencies {
  acts: Acts;
  assignments: Assignments;
  changed(staff: StaffActor): Promise<void>;
}

/** Who has which position in the office, and in which team (H5). */
export class MemberPositions {
  constructor(private readonly deps: MemberPositionsDependencies) {}

  /**
   * Gives a member another position or team, and at once closes the clients that it no longer covers.
   * @throws Refusal NOT_FOUND; RULE_BROKEN when the last admin would go
   */
  async set(staff: StaffActor, handlerId: string, { officeRole, teamId }: OfficePosition): Promise<void> {
    const { acts, assignments } = this.deps;
    const record = { act: 'staff.role', by: staff, origin: staff.origin };
    await acts.run(whenRuled({ ...record, text: '调整岗位' }), async (act) => {
      const members = await officeMembers(act.db, staff.agencyId);
      const member = memberNamed(members, handlerId);
      if (member.office_role === officeRole && member.team_id === teamId) return;
      const last = officeRole === 'admin' ? null : whyLastAdmin(members, handlerId);
      if (last) throw refusalOf(last);
      const team = teamId === null ? null : await requireTeam(act.db, teamId);
      await setMemberRole(act.db, handlerId, { office_role: officeRole, team_id: teamId });
      await act.record({
        ...record,
        text: `${member.name}的岗位改为${roleNames[officeRole]}，${team ? `小组「${team.name}」` : '不分组'}`,
        rule: 'H5',
        detail: { handler: handlerId, role: officeRole, team: teamId },
      });
    });
    // For everybody: the members of a team decide what its leader sees.
    await assignments.endUncovered(null);
    await this.deps.changed(staff);
  }
}
