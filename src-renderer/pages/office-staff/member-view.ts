import type { OfficeMember } from '@contract/office-staff.ts';
import type { StateKind } from '../../shared/kit/StateTag.vue';
import type { officeStaff } from '../../locales/zh-CN/office-staff.ts';

type TextOf<Group extends 'realName' | 'password' | 'vault' | 'status'> =
  `officeStaff.${Group}.${keyof (typeof officeStaff)[Group] & string}`;
export interface Mark {
  kind: StateKind;
  text: TextOf<'realName'> | TextOf<'password'> | TextOf<'vault'> | TextOf<'status'>;
}

export const realNameMarks: Record<OfficeMember['realName'], Mark> = {
  collected: { kind: 'ok', text: 'officeStaff.realName.collected' },
  attested: { kind: 'ok', text: 'officeStaff.realName.attested' },
  pending: { kind: 'warn', text: 'officeStaff.realName.pending' },
  missing: { kind: 'bad', text: 'officeStaff.realName.missing' },
  differs: { kind: 'bad', text: 'officeStaff.realName.differs' },
};
export const vaultMarks: Record<OfficeMember['vault'], Mark> = {
  granted: { kind: 'ok', text: 'officeStaff.vault.granted' },
  waiting: { kind: 'warn', text: 'officeStaff.vault.waiting' },
  none: { kind: 'off', text: 'officeStaff.vault.none' },
};

export function passwordMark({ password, resetUntil }: Pick<OfficeMember, 'password' | 'resetUntil'>): Mark {
  if (password === 'set') return { kind: 'ok', text: 'officeStaff.password.set' };
  if (password === 'none') return { kind: 'off', text: 'officeStaff.password.none' };
  return resetUntil === null
    ? { kind: 'bad', text: 'officeStaff.password.overdue' }
    : { kind: 'warn', text: 'officeStaff.password.waiting' };
}

/** What a member waits for first, in one mark. */
export function memberStatus(member: Pick<OfficeMember, 'realName' | 'password' | 'resetUntil' | 'vault'>): Mark {
  if (member.realName !== 'collected' && member.realName !== 'attested')
    return { kind: 'bad', text: 'officeStaff.status.realName' };
  if (member.password === 'reset')
    return member.resetUntil === null
      ? { kind: 'bad', text: 'officeStaff.status.overdue' }
      : { kind: 'warn', text: 'officeStaff.status.password' };
  if (member.password === 'none') return { kind: 'note', text: 'officeStaff.status.noPassword' };
  if (member.vault === 'waiting') return { kind: 'warn', text: 'officeStaff.status.vault' };
  return { kind: 'ok', text: 'officeStaff.status.ok' };
}

export const memberFilters = ['all', 'open', 'present'] as const;
export type MemberFilter = (typeof memberFilters)[number];

export interface MemberQuestion {
  query: string;
  quick: MemberFilter;
  /** Null: whoever; empty: without a team. */ teamId: string | null;
}

const byName = new Intl.Collator('zh-CN');
const rank: Record<OfficeMember['officeRole'], number> = { admin: 0, leader: 1, member: 2 };
/** Team after team, those without one first; in a team its leader first. */
export function membersInOrder(members: readonly OfficeMember[]): OfficeMember[] {
  return members.toSorted(
    (a, b) =>
      byName.compare(a.team?.name ?? '', b.team?.name ?? '') ||
      rank[a.officeRole] - rank[b.officeRole] ||
      byName.compare(a.name, b.name),
  );
}

/** Members that fit. */
export function membersLike(
  members: readonly OfficeMember[],
  { query, quick, teamId }: MemberQuestion,
): OfficeMember[] {
  const wanted = query.trim();
  return members.filter(
    (member) =>
      member.name.includes(wanted) &&
      (teamId === null || (member.team?.teamId ?? '') === teamId) &&
      (quick === 'all' || (quick === 'present' ? member.present : memberStatus(member).kind !== 'ok')),
  );
}
