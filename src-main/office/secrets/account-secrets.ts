import type { Account } from '@contract/client-secrets.ts';
import type { SecretWeakness } from '@contract/secret-care.ts';
import { accountsAlike, addFormerSecret, type ClientSecretRow } from '../../store/repositories/client-secrets.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { vaultPlaces } from '../vault/places.ts';
import type { HeldRights } from './held-rights.ts';
import { commonSecrets, ownSecrets } from './initial-secrets.ts';
import { weaknessOf } from './secret-strength.ts';

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

/** What the open vault knows of secrets without showing them, within one act. Nothing of it is stored. */
export class MarkedSecrets {
  readonly #common: ReadonlySet<string>;

  constructor(private readonly open: OpenVault) {
    this.#common = new Set(this.#of(commonSecrets));
  }

  /** Whether it is one that accounts are handed over with, and why it is weak. The secret is opened, looked at and wiped. */
  of(row: ClientSecretRow, taxpayerId: string): { initial: boolean; weak: SecretWeakness | null } {
    const { fingerprint, login, sealed } = row;
    if (fingerprint === null || sealed === null) return { initial: false, weak: null };
    const known = fingerprint.toString('hex');
    const initial = this.#common.has(known) || this.#of(ownSecrets({ login, taxpayerId })).includes(known);
    const plain = this.open.unsealed(sealed, vaultPlaces.secret(row.client_id, row.id, row.version));
    if (plain === null) return { initial, weak: null };
    const weak = weaknessOf(plain.toString('utf8'), { kind: row.kind, login, taxpayerId });
    plain.fill(0);
    return { initial, weak };
  }

  #of(texts: readonly string[]): string[] {
    return this.open.fingerprints(texts.map((text) => Buffer.from(text, 'utf8'))).map((one) => one.toString('hex'));
  }
}

/**
 * What is known of a client's accounts, by their ids; accounts that the caller may not use are left out, also as the other account of one that is reused.
 * @param of.seen staff members whose clients count as another account (H5); null: all
 */
export async function marksOf(
  db: DatabaseTransaction,
  open: OpenVault,
  of: { rows: readonly ClientSecretRow[]; taxpayerId: string; seen: readonly string[] | null; rights: HeldRights },
): Promise<Map<string, NonNullable<Account['marks']>>> {
  const rows = of.rows.filter((row) => of.rights.on(row).use);
  const known = rows.flatMap((row) => row.fingerprint ?? []);
  const times = new Map<string, number>();
  for (const { fingerprint, ...kind } of await accountsAlike(db, known, of.seen)) {
    const hex = fingerprint?.toString('hex') ?? '';
    if (of.rights.on(kind).use) times.set(hex, (times.get(hex) ?? 0) + 1);
  }
  const marked = new MarkedSecrets(open);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        reused: row.fingerprint !== null && (times.get(row.fingerprint.toString('hex')) ?? 0) > 1,
        ...marked.of(row, of.taxpayerId),
      },
    ]),
  );
}
