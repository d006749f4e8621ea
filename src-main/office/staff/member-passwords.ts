import type { PasswordTicket } from '@contract/office-staff.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { PasswordResets } from '../../bureau/sign-in/password-resets.ts';
import { createTicket, hashTicket } from '../../keys/one-time-ticket.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

export interface MemberPasswordsDependencies {
  resets: PasswordResets;
  profile: Profile;
  changed(staff: StaffActor): Promise<void>;
}

/** For a member who lost the personal password, or whose first code expired (D2 to D4). */
export class MemberPasswords {
  constructor(private readonly deps: MemberPasswordsDependencies) {}

  /**
   * The old password is void, open sessions end. Where SMS codes reach the phone 111111 goes with one (D3); in the office profile a
   * one-time code is shown instead, this once. @throws Refusal as `PasswordResets.reset`
   */
  async reset(staff: StaffActor, handlerId: string): Promise<PasswordTicket> {
    const { resets, profile, changed } = this.deps;
    const ticket = profile.sendsCodes ? null : createTicket();
    const { expiresAt } = await resets.reset(staff, handlerId, ticket === null ? null : hashTicket(handlerId, ticket));
    await changed(staff);
    const until = new Date(expiresAt).toISOString();
    return ticket === null ? { kind: 'resetPassword', expiresAt: until } : { kind: 'ticket', ticket, expiresAt: until };
  }
}
