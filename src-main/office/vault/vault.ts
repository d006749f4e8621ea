import { randomBytes } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { VaultStatus } from '@contract/vault.ts';
import type { Act } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { KeyRewrapper } from '../../bureau/ground/ports.ts';
import {
  createMemberKeys,
  openPrivateKey,
  openSealedKey,
  rewrapPrivateKey,
  sealKeyTo,
} from '../../keys/member-keys.ts';
import { sessionById } from '../../store/repositories/sessions.ts';
import { putSetting, setting, type VaultSetting } from '../../store/repositories/settings.ts';
import { countRememberedPasswords, memberKeys, membersWaiting, setMemberKeys } from '../../store/repositories/vault.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import { OpenKeys } from './open-keys.ts';
import { OpenVault } from './open-vault.ts';
import { vaultPlaces } from './places.ts';
import { lockForRecovery, openWithRecovery } from './recovery-lock.ts';
import { RememberedPasswords, type HeldKey } from './remembered-passwords.ts';
import { rotateVault } from './rotation.ts';
import type { VaultDependencies } from './vault-dependencies.ts';

/**
 * The office vault (ADR-0015, ADR-0016): agreement passwords sealed under one vault key, which is wrapped to each member's
 * public key; the personal password opens the member's private key. The vault key is in memory only while a staff session is open and
 * unlocked, one copy a session, wiped when it closes.
 */
export class Vault implements KeyRewrapper {
  readonly #open = new OpenKeys();
  readonly remembered: RememberedPasswords;

  constructor(private readonly deps: VaultDependencies) {
    this.remembered = new RememberedPasswords({
      ...deps,
      requireOpen: (staff) => this.requireOpen(staff),
      held: (db, staff) => this.#held(db, staff),
    });
    deps.events.on((event) => {
      if (event.kind === 'staffSessionEnded' || event.kind === 'staffSessionLocked') this.#open.wipe(event.sessionId);
    });
  }

  /** Makes the vault with its first member. @param recoveryKey 32 bytes behind the printed recovery key */
  async create(
    db: DatabaseTransaction,
    first: { handlerId: string; wrapKey: Buffer },
    recoveryKey: Buffer,
  ): Promise<void> {
    const vaultKey = randomBytes(32);
    await putSetting(db, 'vault', { generation: 1, ...lockForRecovery(recoveryKey, vaultKey, 1) });
    const keys = createMemberKeys(first.handlerId, first.wrapKey);
    await setMemberKeys(db, first.handlerId, {
      public_key: keys.publicKey,
      sealed_private_key: keys.sealedPrivateKey,
      wrapped_vault_key: sealKeyTo(keys.publicKey, vaultKey, vaultPlaces.grant(first.handlerId, 1)),
      vault_generation: 1,
    });
    vaultKey.fill(0);
  }

  /**
   * Opens the vault for a session with the wrapping key of a proved personal password; makes the member's key pair when there is none
   * yet. A member without a grant stays `waiting`, which is no error.
   */
  async unlockWith(staff: StaffActor, wrappingKey: Buffer): Promise<void> {
    // In one act: a key that a rotation has just replaced must not become an open key.
    const opened = await this.deps.acts.run(null, async ({ db }) => {
      const vault = await setting(db, 'vault');
      const keys = await memberKeys(db, staff.handlerId);
      if (!vault || !keys) return null;
      if (!keys.sealed_private_key) {
        const made = createMemberKeys(staff.handlerId, wrappingKey);
        await setMemberKeys(db, staff.handlerId, {
          public_key: made.publicKey,
          sealed_private_key: made.sealedPrivateKey,
          wrapped_vault_key: null,
          vault_generation: null,
        });
        return 'waits';
      }
      if (keys.wrapped_vault_key && keys.vault_generation === vault.generation) {
        // Checking a password takes a while: a session that was locked or ended meanwhile must not get the vault key, which nobody would wipe.
        const session = await sessionById(db, staff.sessionId);
        if (!session || session.ended_at !== null || session.locked_at !== null) return null;
        const privateKey = openPrivateKey(staff.handlerId, keys.sealed_private_key, wrappingKey);
        const key = openSealedKey(
          privateKey,
          keys.wrapped_vault_key,
          vaultPlaces.grant(staff.handlerId, vault.generation),
        );
        this.#open.put(staff.sessionId, { generation: vault.generation, key });
        privateKey.fill(0);
      }
      return 'opened';
    });
    if (!opened) return;
    await this.#rotateIfDue(staff);
    // Members who can grant must learn who waits now.
    this.deps.changed(opened === 'waits' ? null : staff.window);
  }

  /** Closes the vault of a session; other sessions of the same person keep theirs. */
  close(staff: StaffActor): void {
    this.#open.wipe(staff.sessionId);
    this.deps.changed(staff.window);
  }

  async status(staff: StaffActor): Promise<VaultStatus> {
    const { db } = this.deps;
    const [entries, kept] = await Promise.all([countRememberedPasswords(db), setting(db, 'recoveryKeyKept')]);
    const known = { entries, recoveryKeyKept: kept ?? true };
    if (this.#open.has(staff.sessionId)) return { state: 'open', ...known };
    const [vault, keys] = await Promise.all([setting(db, 'vault'), memberKeys(db, staff.handlerId)]);
    if (!keys?.public_key) return { state: 'none', ...known };
    return {
      state: keys.wrapped_vault_key && keys.vault_generation === vault?.generation ? 'locked' : 'waiting',
      ...known,
    };
  }

  /** @throws Refusal VAULT_LOCKED unless the vault of this session is open */
  async requireOpen(staff: StaffActor): Promise<void> {
    if (this.#open.has(staff.sessionId)) return;
    if ((await this.status(staff)).state === 'waiting') {
      throw new Refusal('VAULT_LOCKED', '您尚未获得保险库授权，请联系机构管理员授权。', {
        link: 'vault',
        whoCanMend: '机构管理员',
      });
    }
    throw locked();
  }

  /** Whether the vault of this session is open. */
  isOpen(staff: StaffActor): boolean {
    return this.#open.has(staff.sessionId);
  }

  /** The open vault of a session, for what an act seals and opens; null while it is closed. */
  async inHand(db: DatabaseTransaction, staff: StaffActor): Promise<OpenVault | null> {
    const vault = await setting(db, 'vault');
    const vaultKey = vault && this.#open.of(staff.sessionId, vault.generation);
    return vaultKey ? new OpenVault(vaultKey, vault.generation) : null;
  }

  /** Members with a key pair who have not been granted the vault key. */
  async waiting(): Promise<{ handlerId: string; name: string }[]> {
    const vault = await setting(this.deps.db, 'vault');
    return vault
      ? (await membersWaiting(this.deps.db, vault.generation)).map((row) => ({
          handlerId: row.handler_id,
          name: row.name,
        }))
      : [];
  }

  /** Wraps the vault key to a waiting member's public key. @throws Refusal VAULT_LOCKED, NOT_FOUND */
  async grant(staff: StaffActor, handlerId: string): Promise<void> {
    const { acts } = this.deps;
    await this.requireOpen(staff);
    const member = (await this.waiting()).find((row) => row.handlerId === handlerId);
    if (!member) throw new Refusal('NOT_FOUND', '没有等待授权的这位成员，请刷新后再看。', { link: 'staff' });
    await acts.run(null, async (act) => {
      await this.#grantTo(act.db, handlerId, await this.#held(act.db, staff));
      await act.record({ act: 'vault.grant', text: `授权${member.name}使用保险库`, by: staff, origin: staff.origin });
    });
    this.deps.changed(null);
  }

  /** Opens the vault with the recovery key and wraps it to this member again. @throws Refusal RECOVERY_KEY_WRONG */
  async recover(staff: StaffActor, recoveryKey: Buffer, wrappingKey: Buffer): Promise<void> {
    const record = { act: 'vault.recover', text: '用恢复密钥打开保险库', by: staff, origin: staff.origin };
    const made = createMemberKeys(staff.handlerId, wrappingKey);
    await this.deps.acts.run(
      ({ code }) =>
        code === 'RECOVERY_KEY_WRONG' ? { ...record, text: `${record.text}被拒绝：恢复密钥不正确` } : null,
      async (act) => {
        const held = await this.#recovered(act.db, recoveryKey);
        await setMemberKeys(act.db, staff.handlerId, {
          public_key: made.publicKey,
          sealed_private_key: made.sealedPrivateKey,
        });
        await this.#grantTo(act.db, staff.handlerId, held);
        // A vault from a version without rotation gets its recovery lock here.
        await putSetting(act.db, 'vault', {
          ...held.vault,
          ...lockForRecovery(recoveryKey, held.vaultKey, held.vault.generation),
        });
        held.vaultKey.fill(0);
        await act.record(record);
      },
    );
    await this.unlockWith(staff, wrappingKey);
  }

  /** Whether this recovery key opens the vault; opens nothing. */
  async opensWith(recoveryKey: Buffer): Promise<boolean> {
    try {
      (await this.#recovered(this.deps.db, recoveryKey)).vaultKey.fill(0);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** Locks the vault key for a new recovery key; the old one stops working. @throws Refusal VAULT_LOCKED */
  async replaceRecovery(act: Act, staff: StaffActor, recoveryKey: Buffer): Promise<void> {
    const { vaultKey, vault } = await this.#held(act.db, staff);
    await putSetting(act.db, 'vault', { ...vault, ...lockForRecovery(recoveryKey, vaultKey, vault.generation) });
    await act.record({ act: 'vault.recoveryKey', text: '更换恢复密钥', by: staff, origin: staff.origin });
  }

  /**
   * Removes a member's access and changes the vault key (ADR-0015), inside the act that removes the member;
   * {@link settle} follows that act, however it ends. While nobody has the vault open the change waits for the next who opens it.
   */
  async revoke(act: Act, handlerId: string, by: RotatedBy): Promise<void> {
    const { db } = act;
    await setMemberKeys(db, handlerId, {
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    });
    const vault = await setting(db, 'vault');
    if (!vault) return;
    if (!(await this.#rotate(act, vault, by))) await putSetting(db, 'vault', { ...vault, rotationDue: true });
  }

  /** Call after an act that may have changed the vault key: memory then follows the store. */
  async settle(): Promise<void> {
    this.#open.settle((await setting(this.deps.db, 'vault'))?.generation ?? 0);
  }

  /** Which key the vault has, or null where there is no vault. */
  async generation(): Promise<number | null> {
    return (await setting(this.deps.db, 'vault'))?.generation ?? null;
  }

  /** Whether a member has left and the vault key is still the one that they knew. */
  async rotationDue(): Promise<boolean> {
    return (await setting(this.deps.db, 'vault'))?.rotationDue === true;
  }

  /** Moves the private key to a new password's wrapping key; a reset, where the old one is not known, discards the pair (ADR-0015). */
  async passwordChanged(
    db: DatabaseTransaction,
    change: { handlerId: string; from: Buffer | null; to: Buffer },
  ): Promise<void> {
    const keys = await memberKeys(db, change.handlerId);
    if (!keys?.sealed_private_key) return;
    await setMemberKeys(
      db,
      change.handlerId,
      change.from
        ? { sealed_private_key: rewrapPrivateKey(change.handlerId, keys.sealed_private_key, change.from, change.to) }
        : { public_key: null, sealed_private_key: null, wrapped_vault_key: null, vault_generation: null },
    );
  }

  /** Wipes every open vault: the desk is closing. */
  closeAll(): void {
    this.#open.wipeAll();
  }

  async #rotateIfDue(staff: StaffActor): Promise<void> {
    if (!(await this.rotationDue())) return;
    try {
      await this.deps.acts.run(null, async (act) => {
        const vault = await setting(act.db, 'vault');
        if (vault?.rotationDue) await this.#rotate(act, vault, { by: staff });
      });
    } catch {
      // The vault opens anyway; the change is still due, and the staff page says so.
    } finally {
      await this.settle();
    }
  }

  /** @returns whether the key was changed: somebody must have the vault open, and what the recovery key opens must be known */
  async #rotate(act: Act, vault: VaultSetting, by: RotatedBy): Promise<boolean> {
    const vaultKey = this.#open.ofAnybody(vault.generation);
    const { recoveryPublic } = vault;
    if (!vaultKey || recoveryPublic === undefined) return false;
    const { key, ...done } = await rotateVault(act.db, { ...vault, recoveryPublic }, vaultKey);
    this.#open.coming({ generation: done.generation, key });
    await act.record({
      act: 'vault.rotate',
      text: `成员离开后更换保险库密钥，${done.resealed}条协议密码${done.secrets > 0 ? `和${done.secrets}条账号密码` : ''}已重新加密${done.dropped > 0 ? `，${done.dropped}条已损坏的记录被清除` : ''}`,
      ...by,
      origin: by.by?.origin ?? 'office',
      detail: {
        generation: done.generation,
        members: done.members,
        passwords: done.resealed,
        secrets: done.secrets,
        dropped: done.dropped,
      },
    });
    return true;
  }

  async #recovered(db: Database, recoveryKey: Buffer): Promise<HeldKey> {
    const vault = await setting(db, 'vault');
    try {
      if (vault) return { vault, vaultKey: openWithRecovery(vault, recoveryKey) };
    } catch {
      // Falls through: a seal that does not open only means another key.
    }
    throw new Refusal('RECOVERY_KEY_WRONG', '恢复密钥不正确，请核对打印件上的每一组字符。', { link: 'vault' });
  }

  async #grantTo(db: DatabaseTransaction, handlerId: string, { vault, vaultKey }: HeldKey): Promise<void> {
    const keys = await memberKeys(db, handlerId);
    if (!keys?.public_key)
      throw new Refusal('NOT_FOUND', '这位成员还没有保险库密钥，请其用个人密码登录一次。', {
        link: 'vault',
        whoCanMend: '本人',
      });
    await setMemberKeys(db, handlerId, {
      wrapped_vault_key: sealKeyTo(keys.public_key, vaultKey, vaultPlaces.grant(handlerId, vault.generation)),
      vault_generation: vault.generation,
    });
  }

  async #held(db: DatabaseTransaction, staff: StaffActor): Promise<HeldKey> {
    const vault = await setting(db, 'vault');
    const vaultKey = vault && this.#open.of(staff.sessionId, vault.generation);
    if (!vaultKey) throw locked();
    return { vault, vaultKey };
  }
}

/** Who opened the vault that waited for a new key, or the agency whose member left. */
type RotatedBy = { by: StaffActor; agencyId?: never } | { by?: never; agencyId: string };

function locked(): Refusal {
  return new Refusal('VAULT_LOCKED', '保险库未打开，请输入个人密码打开，或直接输入协议密码。', { link: 'vault' });
}
