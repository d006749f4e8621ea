import { Refusal } from '@contract/errors.ts';
import type { RememberedPassword } from '../../bureau/agency/entry.ts';
import { whoResumes, whyStopped } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { PersonalPasswords } from '../../bureau/sign-in/personal-passwords.ts';
import { said } from '../../bureau/trail/said.ts';
import { seal, unseal } from '../../keys/sealing.ts';
import { clientStop } from '../../store/repositories/client-stops.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import { deleteRememberedPassword, putRememberedPassword, rememberedPassword } from '../../store/repositories/vault.ts';
import type { VaultSetting } from '../../store/repositories/settings.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { vaultPlaces } from './places.ts';
import type { VaultDependencies } from './vault-dependencies.ts';

/** The vault key that the store has at this point of a transaction; the buffer belongs to `OpenKeys` and must not be kept. */
export interface HeldKey {
  vault: VaultSetting;
  vaultKey: Buffer;
}

export interface RememberedPasswordsDependencies extends Pick<VaultDependencies, 'db' | 'clock' | 'acts' | 'changed'> {
  /** @throws Refusal VAULT_LOCKED unless the vault of this session is open */
  requireOpen(staff: StaffActor): Promise<void>;
  /** The key of the open vault. @throws Refusal VAULT_LOCKED */
  held(db: DatabaseTransaction, staff: StaffActor): Promise<HeldKey>;
}

/** Agreement passwords in the vault: remembered, recalled for entering, shown, forgotten (ADR-0016). */
export class RememberedPasswords {
  constructor(private readonly deps: RememberedPasswordsDependencies) {}

  /** Remembers an agreement password that was just proved right; replaces what was remembered before. @throws Refusal VAULT_LOCKED */
  async remember(
    staff: StaffActor,
    entry: { clientId: string; agreementId: string; passwordVersion: number; password: string },
  ): Promise<void> {
    const { acts, clock } = this.deps;
    await this.deps.requireOpen(staff);
    const client = await this.#client(entry.clientId);
    await acts.run(null, async (act) => {
      const { vaultKey, vault } = await this.deps.held(act.db, staff);
      const plain = Buffer.from(entry.password, 'utf8');
      const sealed = seal(
        vaultKey,
        plain,
        vaultPlaces.password(entry.clientId, entry.agreementId, entry.passwordVersion),
      );
      plain.fill(0);
      await putRememberedPassword(act.db, {
        client_id: entry.clientId,
        agreement_id: entry.agreementId,
        sealed,
        vault_generation: vault.generation,
        password_version: entry.passwordVersion,
        remembered_at: clock.now(),
        remembered_by: staff.handlerId,
      });
      await act.record({ act: 'vault.remember', text: '记住协议密码', by: staff, client, origin: staff.origin });
    });
    this.deps.changed(staff.window);
  }

  /** The remembered agreement password of a client, and of which agreement it is. @throws Refusal VAULT_LOCKED, VAULT_EMPTY */
  async recall(
    staff: StaffActor,
    clientId: string,
  ): Promise<Omit<RememberedPassword, 'password'> & { password: string; rememberedAt: number }> {
    const { password: secret, ...rest } = await this.recallSecret(staff, clientId);
    const password = secret.toString('utf8');
    secret.fill(0);
    return { password, ...rest };
  }

  /** As {@link recall}, in bytes that the caller wipes: what is only checked never becomes a string, which nobody can wipe. */
  async recallSecret(staff: StaffActor, clientId: string): Promise<RememberedPassword & { rememberedAt: number }> {
    await this.deps.requireOpen(staff);
    return this.deps.acts.run(null, async ({ db }) => {
      const { vaultKey } = await this.deps.held(db, staff);
      const row = await rememberedPassword(db, clientId);
      if (!row) throw new Refusal('VAULT_EMPTY', '尚未记住该客户的协议密码，请输入协议密码。', { link: 'vault' });
      const password = unseal(
        vaultKey,
        row.sealed,
        vaultPlaces.password(clientId, row.agreement_id, row.password_version),
      );
      return {
        password,
        agreementId: row.agreement_id,
        passwordVersion: row.password_version,
        rememberedAt: row.remembered_at,
      };
    });
  }

  /** Shows a remembered password after a new check of the personal password, and records it; never for a stopped client. */
  async reveal(
    staff: StaffActor,
    passwords: PersonalPasswords,
    input: { clientId: string; personalPassword: string },
  ): Promise<{ agreementPassword: string; rememberedAt: string }> {
    const client = await this.#client(input.clientId);
    const stopped = whyStopped(await clientStop(this.deps.db, input.clientId), dayOf(this.deps.clock.now()));
    if (stopped !== null)
      throw new Refusal('RULE_BROKEN', said.stoppedWayBack(`${client.name}${stopped}，不能查看协议密码`), {
        link: 'state',
        whoCanMend: whoResumes,
      });
    (await passwords.prove(staff, input.personalPassword)).fill(0);
    const recalled = await this.recall(staff, input.clientId);
    await this.deps.acts.run(null, (act) =>
      act.record({ act: 'vault.reveal', text: '查看协议密码', by: staff, client, origin: staff.origin }),
    );
    return { agreementPassword: recalled.password, rememberedAt: new Date(recalled.rememberedAt).toISOString() };
  }

  async forget(staff: StaffActor, clientId: string): Promise<void> {
    const client = await this.#client(clientId);
    const { acts, changed } = this.deps;
    const forgotten = await acts.run(null, async (act) => {
      if (!(await deleteRememberedPassword(act.db, clientId))) return false;
      await act.record({ act: 'vault.forget', text: '忘记协议密码', by: staff, client, origin: staff.origin });
      return true;
    });
    if (forgotten) changed(staff.window);
  }

  async #client(clientId: string): Promise<{ id: string; name: string }> {
    const enterprise = await enterpriseById(this.deps.db, clientId);
    if (!enterprise) throw new Refusal('NOT_FOUND', '没有这个客户，请刷新后再看。', { link: 'state' });
    return { id: enterprise.id, name: enterprise.name };
  }
}
