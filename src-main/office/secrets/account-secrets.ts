import type { Account } from '@contract/client-secrets.ts';
import { addFormerSecret, fingerprintsShared, type ClientSecretRow } from '../../store/repositories/client-secrets.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { vaultPlaces } from '../vault/places.ts';
import { initialSecrets } from './initial-secrets.ts';

/** Which account of which client. */
export interface AccountRef {
  clientId: string;
  accountId: string;
}

/** A secret sealed for its place, and its fingerprint. */
export function sealedIn(open: OpenVault, secret: string, place: AccountRef & { version: number }) {
  const plain = Buffer.from(secret, 'utf8');
  try {
    const [fingerprint = Buffer.alloc(0)] = open.fingerprints([plain]);
    return {
      sealed: open.seal(plain, vaultPlaces.secret(place.clientId, place.accountId, place.version)),
      fingerprint,
    };
  } finally {
    plain.fill(0);
  }
}

/**
 * Seals another secret for an account and puts the present one among the former ones.
 * @param by name of who puts it in. @returns the columns that change; null when it is the same
 */
export async function replaced(
  db: DatabaseTransaction,
  open: OpenVault,
  row: ClientSecretRow,
  { secret, now, by }: { secret: string; now: number; by: string },
) {
  const version = row.version + 1;
  const next = sealedIn(open, secret, { clientId: row.client_id, accountId: row.id, version });
  const present =
    row.sealed === null ? null : open.unsealed(row.sealed, vaultPlaces.secret(row.client_id, row.id, row.version));
  present?.fill(0);
  // A damaged secret is replaced even by the same secret, and is not kept as a former one.
  if (present !== null && row.fingerprint?.equals(next.fingerprint)) return null;
  if (row.sealed !== null && present !== null)
    await addFormerSecret(db, {
      secret_id: row.id,
      version: row.version,
      client_id: row.client_id,
      sealed: row.sealed,
      vault_generation: row.vault_generation,
      since: row.since,
      until: now,
      replaced_by: by,
    });
  return { ...next, version, since: now, vault_generation: open.generation };
}

/**
 * What fingerprints tell of a client's accounts, by their ids; nothing is opened. Whether a secret is an initial one stands nowhere: it is compared anew
 * with those that the vault can make fingerprints of.
 * @param of.seen staff members whose clients count as another account (H5); null: all
 */
export async function marksOf(
  db: DatabaseTransaction,
  open: OpenVault,
  of: { rows: readonly ClientSecretRow[]; taxpayerId: string; seen: readonly string[] | null },
): Promise<Map<string, NonNullable<Account['marks']>>> {
  const known = of.rows.flatMap((row) => row.fingerprint ?? []);
  const shared = await fingerprintsShared(db, known, of.seen);
  return new Map(
    of.rows.map(({ id, login, fingerprint }) => {
      if (fingerprint === null) return [id, { reused: false, initial: false }];
      const guesses = initialSecrets({ login, taxpayerId: of.taxpayerId }).map((text) => Buffer.from(text, 'utf8'));
      return [
        id,
        {
          reused: shared.has(fingerprint.toString('hex')),
          initial: open.fingerprints(guesses).some((guess) => guess.equals(fingerprint)),
        },
      ];
    }),
  );
}
