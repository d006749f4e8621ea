import type { DeskEvent } from '@contract/events.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Bureau } from '../../bureau/bureau.ts';
import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { staffChanged } from '../../bureau/sessions/staff-changed.ts';
import { agencyOf } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Assignments } from '../clients/assignments.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { Leavers } from '../secrets/leavers.ts';
import type { Vault } from '../vault/vault.ts';
import { AttestMembers } from './attest-members.ts';
import { FollowBureau } from './follow-bureau.ts';
import { MemberList } from './member-list.ts';
import { MemberPositions } from './member-positions.ts';
import { MemberPasswords } from './member-passwords.ts';
import { RemoveMember } from './remove-member.ts';
import { Teams } from './teams.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

export interface OfficeStaffDependencies {
  db: Database;
  clock: Clock;
  events: DomainEvents;
  acts: Acts;
  bureau: Bureau;
  vault: Vault;
  assignments: Assignments;
  search: ClientSearch;
  leavers: Leavers;
  profile: Profile;
  notify(window: string | null, event: DeskEvent): void;
}

/** People of the office (ADR-0020). */
export function createOfficeStaff(deps: OfficeStaffDependencies) {
  const { db, clock, events, acts, bureau, vault, assignments, search, leavers, profile, notify } = deps;
  const {
    resets,
    authenticators,
    staff: { bindings },
  } = bureau;
  const changed = async (staff: StaffActor): Promise<void> => {
    await events.emit(await staffChanged(db, staff.agencyId, clock.now()));
    notify(null, { kind: 'clientsChanged', clientId: null });
  };
  const reassigned = async (clientIds: readonly string[]): Promise<void> => {
    if (clientIds.length === 0) return;
    search.changed(clientIds);
    // H5: the leader of the person who left no longer sees these clients.
    await assignments.endUncovered(new Set(clientIds));
    notify(null, { kind: 'clientsChanged', clientId: null });
  };
  // The staff page also shows who is a member.
  events.on(async (event) => {
    if (event.kind !== 'staffSessionStarted' && event.kind !== 'staffSessionEnded') return;
    const agency = await agencyOf(db);
    if (agency)
      for (const window of (await staffChanged(db, agency.id, clock.now())).windows)
        notify(window, { kind: 'staffChanged' });
  });
  const follow = new FollowBureau({ db, acts, events, vault, leavers, reassigned });
  return {
    members: new MemberList({ db, clock, authenticators, profile }),
    teams: new Teams({ acts, changed }),
    positions: new MemberPositions({ acts, assignments, changed }),
    attest: new AttestMembers({ acts, clock, bindings, resets, profile }),
    passwords: new MemberPasswords({ resets, profile, changed }),
    removal: new RemoveMember({ acts, clock, bindings, vault, leavers, profile, reassigned }),
    /** Notifies those who may see the list that it changed. */
    changed,
    /** Called once after opening: finds handlers whom another version of the program or a crash left without a position in the office. */
    adopt: () => follow.adopt(),
  };
}
