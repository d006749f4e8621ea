import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sealKeyTo } from '../../keys/member-keys.ts';
import {
  changeClientSecret,
  clientSecretsAfter,
  deleteFormerSecret,
  formerSecretsAfter,
  resealClientSecrets,
  resealFormerSecrets,
  type ClientSecretFormerRow,
  type ClientSecretRow,
} from '../../store/repositories/client-secrets.ts';
import {
  forgetRememberedBefore,
  rememberedBefore,
  resealRememberedBefore,
} from '../../store/repositories/import-journal.ts';
import { putSetting, type VaultSetting } from '../../store/repositories/settings.ts';
import {
  deleteRememberedPassword,
  membersGranted,
  rememberedAfter,
  resealRememberedPasswords,
  setMemberKeys,
} from '../../store/repositories/vault.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { OpenVault } from './open-vault.ts';
import { vaultPlaces } from './places.ts';
import { relock } from './recovery-lock.ts';

const batch = 500;

export interface Rotation {
  key: Buffer;
  generation: number;
  /** Remembered passwords sealed anew, accounts' secrets (former ones, too), and those dropped because their seal does not open (a damaged row). */
  resealed: number;
  secrets: number;
  dropped: number;
  members: number;
}

/** The vault before and after. */
interface Keys {
  from: OpenVault;
  to: OpenVault;
}

type RememberedRow = Awaited<ReturnType<typeof rememberedAfter>>[number];

/** Of one kind of sealed rows. */
interface Done {
  resealed: number;
  dropped: number;
}

/**
 * Gives the vault a new key (ADR-0015): every remembered password and every account's secret is sealed anew, the key wrapped to every member who
 * holds the present one, and locked for the recovery key. All in the caller's transaction: after a crash the old vault is intact.
 * @param vaultKey the present key, which is left as it is
 */
export async function rotateVault(
  db: DatabaseTransaction,
  vault: VaultSetting & { recoveryPublic: string },
  vaultKey: Buffer,
): Promise<Rotation> {
  const generation = vault.generation + 1;
  const key = randomBytes(32);
  const members = await membersGranted(db, vault.generation);
  for (const member of members) {
    await setMemberKeys(db, member.handler_id, {
      wrapped_vault_key: sealKeyTo(member.public_key, key, vaultPlaces.grant(member.handler_id, generation)),
      vault_generation: generation,
    });
  }
  const keys = { from: new OpenVault(vaultKey, vault.generation), to: new OpenVault(key, generation) };
  const passwords = await resealPasswords(db, keys);
  const present = await resealSecrets(db, keys);
  const former = await resealFormer(db, keys);
  const replaced = await resealReplaced(db, keys);
  await putSetting(db, 'vault', { generation, ...relock(vault.recoveryPublic, key, generation) });
  return {
    key,
    generation,
    members: members.length,
    resealed: passwords.resealed,
    secrets: present.resealed + former.resealed,
    dropped: passwords.dropped + present.dropped + former.dropped + replaced.dropped,
  };
}

/** Processes rows in batches. @param next the rows after the last one. @param reseal the new form of one; null: it was dropped */
async function throughAll<Row>(
  next: (last: Row | null) => Promise<Row[]>,
  reseal: (row: Row) => Promise<Row | null>,
  put: (rows: Row[]) => Promise<void>,
): Promise<Done> {
  const done = { resealed: 0, dropped: 0 };
  for (let last: Row | null = null; ;) {
    const rows = await next(last);
    const resealed: Row[] = [];
    for (const row of rows) {
      const anew = await reseal(row);
      if (anew) resealed.push(anew);
      else done.dropped += 1;
    }
    await put(resealed);
    done.resealed += resealed.length;
    last = rows.at(-1) ?? null;
    if (rows.length < batch) return done;
    // Meanwhile windows get answers that do not need the store.
    await setImmediate();
  }
}

function resealPasswords(db: DatabaseTransaction, { from, to }: Keys): Promise<Done> {
  return throughAll<RememberedRow>(
    (last) => rememberedAfter(db, last?.client_id ?? '', batch),
    async (row) => {
      const place = vaultPlaces.password(row.client_id, row.agreement_id, row.password_version);
      const password = from.unsealed(row.sealed, place);
      if (!password) {
        await deleteRememberedPassword(db, row.client_id);
        return null;
      }
      const anew = { ...row, sealed: to.seal(password, place), vault_generation: to.generation };
      password.fill(0);
      return anew;
    },
    (rows) => resealRememberedPasswords(db, rows),
  );
}

/** Those that an import replaced: its undo puts them back. */
function resealReplaced(db: DatabaseTransaction, { from, to }: Keys): Promise<Done> {
  return throughAll<Awaited<ReturnType<typeof rememberedBefore>>[number]>(
    (last) => rememberedBefore(db, { importId: last?.import_id ?? '', clientId: last?.client_id ?? '' }, batch),
    async (row) => {
      const { client_id, agreement_id, password_version, sealed } = row.remembered;
      const place = vaultPlaces.password(client_id, agreement_id, password_version);
      const password = from.unsealed(sealed, place);
      if (!password) {
        await forgetRememberedBefore(db, row);
        return null;
      }
      const remembered = { ...row.remembered, sealed: to.seal(password, place), vault_generation: to.generation };
      password.fill(0);
      return { ...row, remembered };
    },
    async (rows) => {
      for (const row of rows) await resealRememberedBefore(db, row);
    },
  );
}

/** The account of a damaged secret stays and shows that its secret is lost. */
function resealSecrets(db: DatabaseTransaction, { from, to }: Keys): Promise<Done> {
  return throughAll<ClientSecretRow>(
    (last) => clientSecretsAfter(db, last?.id ?? '', batch),
    async (row) => {
      const place = vaultPlaces.secret(row.client_id, row.id, row.version);
      const secret = row.sealed && from.unsealed(row.sealed, place);
      if (!secret) {
        await changeClientSecret(db, row.id, row.revision, { sealed: null, fingerprint: null });
        return null;
      }
      const [fingerprint = null] = to.fingerprints([secret]);
      const anew = { ...row, sealed: to.seal(secret, place), fingerprint, vault_generation: to.generation };
      secret.fill(0);
      return anew;
    },
    (rows) => resealClientSecrets(db, rows),
  );
}

function resealFormer(db: DatabaseTransaction, { from, to }: Keys): Promise<Done> {
  return throughAll<ClientSecretFormerRow>(
    (last) => formerSecretsAfter(db, { secretId: last?.secret_id ?? '', version: last?.version ?? 0 }, batch),
    async (row) => {
      const place = vaultPlaces.secret(row.client_id, row.secret_id, row.version);
      const secret = from.unsealed(row.sealed, place);
      if (!secret) {
        await deleteFormerSecret(db, row.secret_id, row.version);
        return null;
      }
      const anew = { ...row, sealed: to.seal(secret, place), vault_generation: to.generation };
      secret.fill(0);
      return anew;
    },
    (rows) => resealFormerSecrets(db, rows),
  );
}
