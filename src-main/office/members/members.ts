import type { OfficeRole } from '@contract/people.ts';
import { memberOf } from '../../store/repositories/members.ts';
import { agencyOf } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';

/**
 * A handler's role in the office; a handler without a member row is a plain member.
 * @param db inside an act, the transaction of the act
 */
export async function officeRoleOf(db: Database, handlerId: string): Promise<OfficeRole> {
  return (await memberOf(db, handlerId))?.office_role ?? 'member';
}

/** Staff of the office: the agency's handlers with a position in the office (ADR-0020). */
export class Members {
  constructor(private readonly db: Database) {}

  /** A handler's position in the office; a handler without a member row is a plain member without a team. */
  async of(handlerId: string): Promise<{ role: OfficeRole; teamId: string | null; teamName: string | null }> {
    const row = await memberOf(this.db, handlerId);
    return { role: row?.office_role ?? 'member', teamId: row?.team_id ?? null, teamName: row?.team_name ?? null };
  }

  /** Whether a signed-in staff member belongs to the agency whose office this is. */
  async has({ handlerId, agencyId }: { handlerId: string; agencyId: string }): Promise<boolean> {
    return (await memberOf(this.db, handlerId)) !== undefined || (await agencyOf(this.db))?.id === agencyId;
  }

  roleOf(handlerId: string): Promise<OfficeRole> {
    return officeRoleOf(this.db, handlerId);
  }
}
