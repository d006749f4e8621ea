import type { VaultStatus } from '@contract/vault.ts';
import { Refusal } from '@contract/errors.ts';
import type { Acts } from '../bureau/act/acts.ts';
import type { StaffActor } from '../bureau/ground/actors.ts';
import type { PersonalPasswords } from '../bureau/sign-in/personal-passwords.ts';
import type { DatabaseKeys, OpenedKey } from '../keys/database-key.ts';
import {
  createRecoverySecret,
  formatRecoveryKey,
  parseRecoveryKey,
  recoveryWrappingKey,
} from '../keys/recovery-key.ts';
import { putSetting } from '../store/repositories/settings.ts';
import type { Vault } from './vault/vault.ts';

export interface RecoveryDependencies {
  acts: Acts;
  vault: Vault;
  passwords: PersonalPasswords;
  keys: DatabaseKeys;
  key: OpenedKey;
}

/** The printed recovery key opens both the database on a new machine and the office vault (ADR-0015). */
export class Recovery {
  constructor(private readonly deps: RecoveryDependencies) {}

  /** Opens the vault for a member who lost access. @throws Refusal RECOVERY_KEY_WRONG, CREDENTIALS_WRONG */
  async recover(staff: StaffActor, input: { recoveryKey: string; personalPassword: string }): Promise<VaultStatus> {
    const { vault, passwords, key } = this.deps;
    const secret = parseRecoveryKey(input.recoveryKey);
    const wrapKey = await passwords.prove(staff, input.personalPassword);
    await vault.recover(staff, recoveryWrappingKey(secret, 'vault', key.storeId), wrapKey);
    return vault.status(staff);
  }

  /**
   * Whether a typed recovery key is this office's. A slip that its check characters tell is refused at once, before any key is tried.
   * @throws Refusal RECOVERY_KEY_WRONG that names the group to look at
   */
  typed(recoveryKey: string): () => Promise<boolean> {
    const { vault, key } = this.deps;
    const secret = parseRecoveryKey(recoveryKey);
    return () => vault.opensWith(recoveryWrappingKey(secret, 'vault', key.storeId));
  }

  /**
   * A new printed recovery key for vault and database. The vault first, inside the act that the key file's change ends: when
   * writing the key file fails, the old key still opens both; when the commit fails, the key file goes back to it.
   * @returns the key to print, shown once
   */
  async renew(staff: StaffActor, personalPassword: string): Promise<string> {
    const { acts, vault, passwords, keys, key } = this.deps;
    (await passwords.prove(staff, personalPassword)).fill(0);
    const secret = createRecoverySecret();
    let undo = async (): Promise<void> => {};
    try {
      await acts.run(null, async (act) => {
        // Should the act run again, the key file is the old one again before it.
        await undo();
        await vault.replaceRecovery(act, staff, recoveryWrappingKey(secret, 'vault', key.storeId));
        await putSetting(act.db, 'recoveryKeyKept', false);
        if (key.backend !== 'world') undo = await keys.renewRecovery(key.key, secret);
      });
    } catch (error) {
      await undo();
      throw error;
    }
    return formatRecoveryKey(secret);
  }

  /** Notes that the newest recovery key is in somebody's hands. @throws Refusal RECOVERY_KEY_WRONG */
  async kept(recoveryKey: string, origin: string): Promise<void> {
    if (!(await this.typed(recoveryKey)()))
      throw new Refusal('RECOVERY_KEY_WRONG', '这不是本机构现在的恢复密钥，请核对后再试。', { link: 'vault' });
    await this.deps.acts.run(null, async (act) => {
      await putSetting(act.db, 'recoveryKeyKept', true);
      await act.record({ act: 'vault.recoveryKeyKept', text: '确认已保管恢复密钥', origin });
    });
  }
}
