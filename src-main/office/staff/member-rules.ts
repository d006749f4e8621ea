import { Refusal } from '@contract/errors.ts';
import type { MemberNot } from '@contract/office-staff.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { holdsEverything } from '../../bureau/rights/rights.ts';
import { whyNotRemove as whyNotUnbind, type Officer } from '../../bureau/rights/may-do.ts';
import type { OfficeMemberRow } from '../../store/repositories/members.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

type Known = Pick<OfficeMemberRow, 'id' | 'person_id' | 'office_role' | 'state' | 'capacity'>;

/** Why this member must stay an admin, or null: without an admin nobody could give access again. */
export function whyLastAdmin(members: readonly Known[], handlerId: string): MemberNot | null {
  const others = members.filter(
    (member) => member.office_role === 'admin' && member.state === 'active' && member.id !== handlerId,
  );
  const admin = members.some((member) => member.id === handlerId && member.office_role === 'admin');
  return admin && others.length === 0
    ? { message: '这是最后一位机构管理员，请先另设一位管理员。', rule: null, whoCanMend: '机构管理员' }
    : null;
}

/** If there is a bureau to ask, only an officer ends a binding (E1), whatever the person's position in the office. */
const notAnOfficer: MemberNot = {
  message: '人员与本机构的绑定由法定代表人或财务负责人解除，其他管理员可以先调整岗位、改派客户。',
  rule: 'E1',
  whoCanMend: '法定代表人或财务负责人',
};

/**
 * Why this admin cannot remove that member, or null: what the bureau would not unbind either (E1, E7), and the last admin.
 */
export function whyNotRemoveMember(
  members: readonly Known[],
  member: Known,
  admin: Officer,
  profile: Profile,
): MemberNot | null {
  if (profile.officersBind && !holdsEverything(admin.capacity)) return notAnOfficer;
  const representatives = members.filter((row) => row.capacity === 'legalRepresentative').length;
  return whyNotUnbind(member, admin, representatives) ?? whyLastAdmin(members, member.id);
}

/** The acting admin as one of the agency's people. */
export function adminOf(members: readonly Known[], staff: StaffActor): Officer {
  return {
    handlerId: staff.handlerId,
    personId: staff.personId,
    name: staff.name,
    capacity: members.find((row) => row.id === staff.handlerId)?.capacity ?? 'handler',
  };
}

/** A member of this agency. @throws Refusal NOT_FOUND */
export function memberNamed<Row extends Known>(members: readonly Row[], handlerId: string): Row {
  const member = members.find((row) => row.id === handlerId);
  if (!member) throw new Refusal('NOT_FOUND', '找不到这位人员，可能刚被移除。请刷新后再看。', { link: 'staff' });
  return member;
}

export function refusalOf(not: MemberNot): Refusal {
  return new Refusal('RULE_BROKEN', not.message, { link: 'staff', rule: not.rule, whoCanMend: not.whoCanMend });
}
