import { randomBytes } from 'node:crypto';
import { createMemberKeys, sealKeyTo } from '../../keys/member-keys.ts';
import { seal } from '../../keys/sealing.ts';
import { vaultPlaces } from '../../office/vault/places.ts';
import { lockForRecovery } from '../../office/vault/recovery-lock.ts';
import { putSetting } from '../../store/repositories/settings.ts';
import { setMemberKeys } from '../../store/repositories/vault.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { Random } from '../sample/random.ts';
import type { SampleClient } from './rows.ts';
import { sampleStaff } from './staff.ts';
import { verifiers } from './verifiers.ts';
import type { Visit } from './visits.ts';

const generation = 1;
const rememberedCount = 40;
/** Of these the client has replaced the password since: noticed and asked for again (H6). */
const staleCount = 2;
/** What such a client's password was before. */
const olderPassword = 'Xieyi-2025';

/** An agreement password that the vault of the world remembers. */
export interface Remembered {
  client: SampleClient;
  agreementId: string;
  passwordVersion: number;
  password: string;
  rememberedAt: number;
  /** Handler id. */
  by: string;
}

/**
 * Clients in force whose agreement password is remembered: two with a stale one, then those that the admin has entered, then others.
 * Remembered at the first visit, or some weeks ago where there was none.
 */
export function passwordsRemembered(
  clients: readonly SampleClient[],
  visits: readonly Visit[],
  now: number,
  random: Random,
): Remembered[] {
  const inForce = random.shuffle(clients.filter((client) => client.plan.state === 'inForce'));
  const stale = new Set(
    inForce.filter((client) => (client.agreements[0]?.password_version ?? 1) > 1).slice(0, staleCount),
  );
  const byAdmin = new Set(visits.filter((visit) => visit.staff.officeRole === 'admin').map((visit) => visit.client));
  const rest = inForce.filter((client) => !stale.has(client));
  const chosen = [
    ...stale,
    ...rest.filter((client) => byAdmin.has(client)),
    ...rest.filter((client) => !byAdmin.has(client)),
  ].slice(0, rememberedCount);
  return chosen.flatMap((client) => {
    const [agreement] = client.agreements;
    if (!agreement) return [];
    const first = visits.find(
      (visit) => visit.client === client && visit.agreementId === agreement.id && visit.staff.vault === 'granted',
    );
    return [
      {
        client,
        agreementId: agreement.id,
        passwordVersion: agreement.password_version - (stale.has(client) ? 1 : 0),
        password: stale.has(client) ? olderPassword : verifiers.agreement.password,
        rememberedAt: first ? first.at + 1_000 : now - random.between(20, 80) * 86_400_000,
        by: first?.staff.handlerId ?? 'h01',
      },
    ];
  });
}

/**
 * The office vault of a world as the members' work has left it: key pairs that the sample staff password opens, and what is remembered.
 * Fresh keys at every build.
 * @param recoveryKey 32 bytes behind the printed recovery key
 */
export async function addVault(
  db: DatabaseTransaction,
  remembered: readonly Remembered[],
  recoveryKey: Buffer,
): Promise<void> {
  const vaultKey = randomBytes(32);
  await putSetting(db, 'vault', { generation, ...lockForRecovery(recoveryKey, vaultKey, generation) });
  for (const staff of sampleStaff) {
    if (staff.vault === 'none') continue;
    const keys = createMemberKeys(staff.handlerId, verifiers.staff.wrapKey);
    const granted = staff.vault === 'granted';
    await setMemberKeys(db, staff.handlerId, {
      public_key: keys.publicKey,
      sealed_private_key: keys.sealedPrivateKey,
      wrapped_vault_key: granted
        ? sealKeyTo(keys.publicKey, vaultKey, vaultPlaces.grant(staff.handlerId, generation))
        : null,
      vault_generation: granted ? generation : null,
    });
  }
  await addRows(
    db,
    'remembered_password',
    remembered.map((entry) => ({
      client_id: entry.client.enterprise.id,
      agreement_id: entry.agreementId,
      vault_generation: generation,
      password_version: entry.passwordVersion,
      sealed: seal(
        vaultKey,
        Buffer.from(entry.password, 'utf8'),
        vaultPlaces.password(entry.client.enterprise.id, entry.agreementId, entry.passwordVersion),
      ),
      remembered_at: entry.rememberedAt,
      remembered_by: entry.by,
    })),
  );
  vaultKey.fill(0);
}
