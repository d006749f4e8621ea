import type { OfficeMember, OfficeStaff } from '@contract/office-staff.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Authenticators } from '../../bureau/authenticator/authenticators.ts';
import { resetIsOpen } from '../../bureau/sign-in/password-resets.ts';
import { whyNotHandCode, whyNotReset } from '../../bureau/rights/may-do.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { lastDone } from '../../store/repositories/audit.ts';
import { assignmentCounts } from '../../store/repositories/assignments.ts';
import { officeMembers, type OfficeMemberRow } from '../../store/repositories/members.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import { setting } from '../../store/repositories/settings.ts';
import { teamsWithMembers } from '../../store/repositories/teams.ts';
import type { Database } from '../../store/schema/index.ts';
import { adminOf, whyNotRemoveMember } from './member-rules.ts';
import { byTeamName } from './team-order.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

export interface MemberListDependencies {
  db: Database;
  clock: Clock;
  authenticators: Authenticators;
  profile: Profile;
}

/** The staff page of the office: who is a member, what they may do, and what each waits for. */
export class MemberList {
  constructor(private readonly deps: MemberListDependencies) {}

  async list(staff: StaffActor): Promise<OfficeStaff> {
    const { db, profile, authenticators } = this.deps;
    const rows = await officeMembers(db, staff.agencyId);
    const [counts, logins, open, vault, teams, authenticated] = await Promise.all([
      assignmentCounts(db, dayOf(this.deps.clock.now())),
      lastDone(
        db,
        'agency.staff.signIn',
        rows.map((row) => row.id),
      ),
      openSessions(db, { kind: 'agencyStaff' }),
      setting(db, 'vault'),
      teamsWithMembers(db),
      authenticators.of(staff.agencyId),
    ]);
    const present = new Set(open.map((session) => session.handler_id));
    const admin = adminOf(rows, staff);
    return {
      members: rows.map((row) => ({
        ...this.#standing(row, vault?.generation ?? 0),
        authenticatorSince: isoOrNull(authenticated.get(row.id) ?? null),
        clients: counts.get(row.id) ?? 0,
        lastLoginAt: isoOrNull(logins.get(row.id) ?? null),
        present: present.has(row.id),
        self: row.id === staff.handlerId,
        cannotReset: profile.sendsCodes
          ? whyNotReset(row, admin, row.password_hash !== null || row.reset_expires_at !== null)
          : whyNotHandCode(row, admin),
        cannotRemove: whyNotRemoveMember(rows, row, admin, profile),
      })),
      teams: teams.toSorted(byTeamName).map((team) => ({ teamId: team.id, name: team.name, members: team.members })),
      attests: profile.attestsCards,
      rotationDue: vault?.rotationDue === true,
    };
  }

  #standing(
    row: OfficeMemberRow,
    generation: number,
  ): Omit<
    OfficeMember,
    'authenticatorSince' | 'clients' | 'lastLoginAt' | 'present' | 'self' | 'cannotReset' | 'cannotRemove'
  > {
    const reset = row.reset_expires_at !== null;
    return {
      handlerId: row.id,
      name: row.name,
      capacity: row.capacity,
      officeRole: row.office_role,
      team: row.team_id !== null && row.team_name !== null ? { teamId: row.team_id, name: row.team_name } : null,
      mobileMasked: row.mobile === null ? null : maskMobile(row.mobile),
      realName: realNameOf(row),
      password: row.password_hash !== null ? 'set' : reset ? 'reset' : 'none',
      resetUntil: this.#resetOpen(row) ? isoOrNull(row.reset_expires_at) : null,
      vault:
        row.wrapped_vault_key !== null && row.vault_generation === generation
          ? 'granted'
          : row.public_key !== null
            ? 'waiting'
            : 'none',
    };
  }

  #resetOpen(row: OfficeMemberRow): boolean {
    return (
      row.reset_expires_at !== null &&
      row.reset_at !== null &&
      resetIsOpen(
        { reset_at: row.reset_at, expires_at: row.reset_expires_at, used_at: row.reset_used_at },
        this.deps.clock.now(),
      )
    );
  }
}

/** A3, E4, B3. */
function realNameOf(row: OfficeMemberRow): OfficeMember['realName'] {
  if (row.state === 'pending') return 'pending';
  if (row.verified_name === null || row.real_name_origin === null) return 'missing';
  return row.verified_name === row.name ? row.real_name_origin : 'differs';
}

function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
