import { randomBytes } from 'node:crypto';
import { createMemberKeys, sealKeyTo } from '../../keys/member-keys.ts';
import { seal, wrapKey } from '../../keys/sealing.ts';
import { vaultPlaces } from '../../office/vault/places.ts';
import { putSetting } from '../../store/repositories/settings.ts';
import { setMemberKeys } from '../../store/repositories/vault.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema.ts';
import type { Random } from '../random.ts';
import type { SampleClient } from './rows.ts';
import { sampleStaff } from './staff.ts';
import { verifiers } from './verifiers.ts';

const generation = 1;
const rememberedCount = 40;
/** Of these the client has replaced the password since: noticed and asked for again (H6). */
const staleCount = 2;
/** What such a client's password was before. */
const olderPassword = 'Xieyi-2025';

/**
 * The office vault of a world as the members' work has left it: key pairs that the sample staff password opens, and remembered agreement
 * passwords. Fresh keys at every build.
 * @param recoveryKey 32 bytes behind the printed recovery key
 * @param often clients that are entered often: remembered first
 */
export async function addVault(
  db: DatabaseTransaction, clients: readonly SampleClient[], often: readonly string[], surroundings: { now: number; recoveryKey: Buffer }, random: Random,
): Promise<void> {
  const vaultKey = randomBytes(32);
  await putSetting(db, 'vault', { generation, recovery: wrapKey(surroundings.recoveryKey, vaultKey, vaultPlaces.recovery(generation)).toString('base64') });
  for (const staff of sampleStaff) {
    if (staff.vault === 'none') continue;
    const keys = createMemberKeys(staff.handlerId, verifiers.staff.wrapKey);
    const granted = staff.vault === 'granted';
    await setMemberKeys(db, staff.handlerId, {
      public_key: keys.publicKey, sealed_private_key: keys.sealedPrivateKey,
      wrapped_vault_key: granted ? sealKeyTo(keys.publicKey, vaultKey, vaultPlaces.grant(staff.handlerId, generation)) : null,
      vault_generation: granted ? generation : null,
    });
  }
  await addRows(db, 'remembered_password', remembered(clients, often, random).map(({ client, stale }) => {
    const agreement = client.agreements[0];
    if (!agreement) throw new Error('only agreements in force are remembered');
    const version = agreement.password_version - (stale ? 1 : 0);
    const password = stale ? olderPassword : verifiers.agreement.password;
    return {
      client_id: client.enterprise.id, agreement_id: agreement.id, vault_generation: generation, password_version: version,
      sealed: seal(vaultKey, Buffer.from(password, 'utf8'), vaultPlaces.password(client.enterprise.id, agreement.id, version)),
      remembered_at: surroundings.now - random.between(20, 80) * 86_400_000, remembered_by: client.assignments[0]?.handler_id ?? 'h01',
    };
  }));
  vaultKey.fill(0);
}

/** Clients in force whose password is remembered: two with a stale one, then those entered often, then others. */
function remembered(clients: readonly SampleClient[], often: readonly string[], random: Random): { client: SampleClient; stale: boolean }[] {
  const inForce = clients.filter((client) => client.plan.state === 'inForce');
  const replaced = inForce.filter((client) => (client.agreements[0]?.password_version ?? 1) > 1);
  const stale = new Set(random.shuffle(replaced).slice(0, staleCount));
  const used = new Set(often);
  const rest = random.shuffle(inForce.filter((client) => !stale.has(client)));
  const ordered = [...rest.filter((client) => used.has(client.enterprise.id)), ...rest.filter((client) => !used.has(client.enterprise.id))];
  return [...stale, ...ordered].slice(0, rememberedCount).map((client) => ({ client, stale: stale.has(client) }));
}
