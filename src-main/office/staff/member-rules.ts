import { Refusal } from '@contract/errors.ts';
import type { OfficeMemberRow } from '../../store/repositories/members.ts';

type Known = Pick<OfficeMemberRow, 'id' | 'office_role' | 'state' | 'capacity'>;

/** Why the office cannot do without this member as an admin, or null: nobody else could let anybody in again. */
export function whyLastAdmin(members: readonly Known[], handlerId: string): string | null {
  const others = members.filter((member) => member.office_role === 'admin' && member.state === 'active' && member.id !== handlerId);
  const admin = members.some((member) => member.id === handlerId && member.office_role === 'admin');
  return admin && others.length === 0 ? '这是最后一位机构管理员，请先另设一位管理员。' : null;
}

/** Why this member cannot be removed by `self`, or null (E7). */
export function whyNotRemove(members: readonly Known[], handlerId: string, self: string): { rule: string | null; message: string } | null {
  const member = members.find((row) => row.id === handlerId);
  if (handlerId === self) return { rule: null, message: '不能移除自己，请由另一位管理员办理。' };
  const admin = whyLastAdmin(members, handlerId);
  if (admin !== null) return { rule: null, message: admin };
  if (member?.capacity === 'legalRepresentative' && !members.some((row) => row.capacity === 'legalRepresentative' && row.id !== handlerId)) {
    return { rule: 'E7', message: '这是本机构唯一的法定代表人，不能移除。' };
  }
  return null;
}

/** A member of this agency. @throws Refusal NOT_FOUND */
export function memberNamed<Row extends Known>(members: readonly Row[], handlerId: string): Row {
  const member = members.find((row) => row.id === handlerId);
  if (!member) throw new Refusal('NOT_FOUND', '找不到这位人员，可能刚被移除。请刷新后再看。', { link: 'staff' });
  return member;
}
