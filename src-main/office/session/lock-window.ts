import { Refusal } from '@contract/errors.ts';
import type { PersonalPasswords } from '../../bureau/sign-in/personal-passwords.ts';
import type { Sessions } from '../../bureau/sessions/sessions.ts';
import type { Vault } from '../vault/vault.ts';

/** `asked`: somebody chose it. `away`: the computer was locked or went to sleep, or the window went into the tray, and nobody sits there to be asked. */
export type LockCause = 'asked' | 'away';

/**
 * Locks a window, whoever is signed in there (J3). The agency's own people come back with their personal password and find everything as it was;
 * the bureau's logins (enterprise, person, social insurance, ticket) end, because some of them have no password of one person to come back by.
 */
export class LockWindow {
  constructor(private readonly deps: { sessions: Sessions; passwords: PersonalPasswords; vault: Vault }) {}

  /**
   * Nothing happens in a window that is locked already, whoever locked it, or where nobody is signed in and nobody asks.
   * @throws Refusal NOT_SIGNED_IN when somebody asks without a session; METHOD_UNAVAILABLE when somebody without a personal password asks (B5): nobody could unlock again. Who is away is signed out instead
   */
  async lock(window: string, cause: LockCause): Promise<void> {
    const { sessions, passwords, vault } = this.deps;
    const row = await sessions.rowOf(window);
    if (row?.locked_at != null) return;
    if (!row) {
      if (cause === 'asked' && (await sessions.lastEnd(window)) !== 'locked') throw await sessions.notSignedIn(window);
      return;
    }
    if (row.kind !== 'agencyStaff')
      return sessions.ends.end({ id: row.person_session_id ?? row.id, kind: row.kind }, 'locked');
    const staff = await sessions.staffOf(window);
    if (!(await passwords.has(staff.handlerId))) {
      if (cause === 'away') return sessions.ends.end(row, 'locked');
      throw new Refusal('METHOD_UNAVAILABLE', '您尚未设置个人密码，锁定后将无法解锁，请先设置个人密码。', {
        link: 'password',
        rule: 'B5',
      });
    }
    if (!(await sessions.lock(staff))) return;
    vault.close(staff);
  }
}
