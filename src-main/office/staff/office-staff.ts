import type { DeskEvent } from '@contract/events.ts';
import type { StaffActor } from '../../bureau/actors.ts';
import type { Bureau } from '../../bureau/bureau.ts';
import type { DomainEvent, DomainEvents } from '../../bureau/domain-events.ts';
import type { Clock } from '../../bureau/ports.ts';
import { agencyOf } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema.ts';
import type { Assignments } from '../assignments.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { Vault } from '../vault/vault.ts';
import { AttestMembers } from './attest-members.ts';
import { FollowBureau } from './follow-bureau.ts';
import { MemberList } from './member-list.ts';
import { MemberParts } from './member-parts.ts';
import { MemberPasswords } from './member-passwords.ts';
import { RemoveMember } from './remove-member.ts';
import { Teams } from './teams.ts';

export interface OfficeStaffParts {
  db: Database; clock: Clock; events: DomainEvents; bureau: Bureau; vault: Vault; assignments: Assignments; search: ClientSearch;
  /** A3: the office profile. */
  attesting: boolean;
  tell(window: string | null, event: DeskEvent): void;
}

/** People of the office (ADR-0020). */
export function createOfficeStaff(parts: OfficeStaffParts) {
  const { db, clock, events, bureau, vault, assignments, search, attesting, tell } = parts;
  const { trail, resets, authenticators, staff: { bindings } } = bureau;
  const changed = async (staff: StaffActor): Promise<void> => {
    await bindings.tellStaff(db, staff.agencyId);
    tell(null, { kind: 'clientsChanged', clientId: null });
  };
  const reassigned = async (clientIds: readonly string[]): Promise<void> => {
    if (clientIds.length === 0) return;
    search.changed(clientIds);
    // H5: the leader of who left may see them no more.
    await assignments.endUncovered(new Set(clientIds));
    tell(null, { kind: 'clientsChanged', clientId: null });
  };
  // Who is here shows on the page, too.
  events.on(async (event) => {
    if (event.kind !== 'staffSessionStarted' && event.kind !== 'staffSessionEnded') return;
    const agency = await agencyOf(db);
    if (agency) await bindings.tellStaff(db, agency.id);
    for (const one of told) if (one.kind === 'staffChanged') for (const window of one.windows) tell(window, { kind: 'staffChanged' });
  });
  const follow = new FollowBureau({ db, trail, events, vault, reassigned });
  return {
    members: new MemberList({ db, clock, authenticators, attesting }),
    teams: new Teams({ db, trail, changed }),
    parts: new MemberParts({ db, trail, assignments, changed }),
    attest: new AttestMembers({ db, clock, trail, events, bindings, resets, attesting }),
    passwords: new MemberPasswords({ resets, attesting, changed }),
    removal: new RemoveMember({ db, trail, events, bindings, vault, attesting, reassigned }),
    /** Tells who may look at the list that something on it is another now. */
    changed,
    /** Called once after opening: handlers whom another version of the program, or a crash, left without a part in the office. */
    adopt: () => follow.adopt(),
  };
}
