import type { AccountInput } from '@contract/client-secrets.ts';
import { withoutSpread } from '@contract/validators/person-name.ts';
import type { Act } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import {
  changeClientSecret,
  clientSecretsOfClients,
  deleteFormerSecret,
  formerSecretsOf,
  type ClientSecretRow,
} from '../../store/repositories/client-secrets.ts';
import type { ChangedAccount } from '../../store/schema/import-journal.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { vaultPlaces } from '../vault/places.ts';
import type { Vault } from '../vault/vault.ts';
import { accountColumns } from './account-rows.ts';
import { replaced } from './account-secrets.ts';
import { HeldRights } from './held-rights.ts';
import { named, type ClientSecrets } from './client-secrets.ts';

/** An account that a table brings, and the one of the client that it is; null: it is new. */
interface Met<Draft extends AccountInput> {
  draft: Draft;
  row: ClientSecretRow | null;
  as: 'new' | 'changed' | 'same' | 'unknown';
}

/** Accounts that an import brings. Known accounts are found by their fields; no secret is shown. */
export class ImportedAccounts {
  constructor(private readonly deps: { secrets: ClientSecrets; vault: Vault; clock: Clock }) {}

  /**
   * Says of each account what importing it would do; `unknown` while the vault of the session is closed.
   * @param byClient accounts of clients that are known
   */
  async compare<Draft extends AccountInput>(
    db: DatabaseTransaction,
    staff: StaffActor,
    byClient: ReadonlyMap<string, readonly Draft[]>,
  ): Promise<Met<Draft>[]> {
    const open = await this.deps.vault.inHand(db, staff);
    const known = groupedBy(await clientSecretsOfClients(db, [...byClient.keys()]), (row) => row.client_id);
    const rights = await HeldRights.of(db, staff.handlerId);
    return [...byClient].flatMap(([clientId, drafts]) => met(drafts, known.get(clientId) ?? [], open, rights));
  }

  /** Whether the vault of the session is open: without it no account can be imported. */
  isOpen(staff: StaffActor): boolean {
    return this.deps.vault.isOpen(staff);
  }

  /**
   * Changes the accounts of a client that are met again, within the import's act, and leaves the new ones to {@link addWithin}.
   * @throws Refusal VAULT_LOCKED, when it was closed meanwhile
   */
  async changeWithin<Draft extends AccountInput>(
    act: Act,
    staff: StaffActor,
    client: { id: string; name: string },
    drafts: readonly Draft[],
  ): Promise<{ added: Draft[]; changed: ChangedAccount[] }> {
    const open = await this.deps.secrets.openWithin(act.db, staff);
    const rights = await HeldRights.of(act.db, staff.handlerId);
    const found = met(drafts, await clientSecretsOfClients(act.db, [client.id]), open, rights);
    const changed: ChangedAccount[] = [];
    for (const { draft, row } of found) {
      if (!row) continue;
      const columns = merged(row, draft);
      const secret = await replaced(act.db, open, row, {
        secret: draft.secret,
        now: this.deps.clock.now(),
        by: staff.name,
      });
      const fields = (['login', 'person', 'site'] as const).filter((field) => columns[field] !== row[field]);
      if (secret === null && fields.length === 0) continue;
      await changeClientSecret(act.db, row.id, row.revision, { ...columns, ...secret });
      changed.push({
        accountId: row.id,
        versionBefore: secret === null ? null : row.version,
        login: row.login,
        person: row.person,
        site: row.site,
        revisionAfter: row.revision + 1,
      });
      await act.record({
        act: 'clientSecrets.change',
        text: `${secret ? '更换账号密码' : '修改账号'}：${named({ ...row, ...columns })}（批量导入）`,
        by: staff,
        client,
        origin: staff.origin,
        detail: { accountId: row.id, fields: fields.join(','), secret: secret !== null },
      });
    }
    return { added: found.flatMap(({ draft, row }) => (row ? [] : [draft])), changed };
  }

  /**
   * Puts a changed account back as it was before an import, within the act that undoes it: the former secret is the present one again.
   * @throws Refusal VAULT_LOCKED
   */
  async putBack(db: DatabaseTransaction, staff: StaffActor, account: ChangedAccount): Promise<void> {
    const { login, person, site, versionBefore } = account;
    let secret: Partial<ClientSecretRow> = {};
    if (versionBefore !== null) {
      const former = (await formerSecretsOf(db, account.accountId)).find(({ version }) => version === versionBefore);
      if (!former) throw new Error('The former secret is gone');
      const open = await this.deps.secrets.openWithin(db, staff);
      const plain = open.unseal(former.sealed, vaultPlaces.secret(former.client_id, account.accountId, versionBefore));
      const [fingerprint = null] = open.fingerprints([plain]);
      plain.fill(0);
      secret = {
        version: versionBefore,
        sealed: former.sealed,
        fingerprint,
        vault_generation: former.vault_generation,
        since: former.since,
      };
      await deleteFormerSecret(db, account.accountId, versionBefore);
    }
    await changeClientSecret(db, account.accountId, account.revisionAfter, { login, person, site, ...secret });
  }

  /** @throws Refusal VAULT_LOCKED unless the vault of the session is open */
  async requireOpen(db: DatabaseTransaction, staff: StaffActor): Promise<void> {
    await this.deps.secrets.openWithin(db, staff);
  }

  /** Adds the accounts that are new, of any number of clients, within the import's act. @returns their ids, in order */
  addWithin(act: Act, staff: StaffActor, rows: readonly (AccountInput & { clientId: string })[]): Promise<string[]> {
    return this.deps.secrets.addManyWithin(act, staff, rows);
  }
}

/** An empty field leaves the known value. */
const merged = (row: ClientSecretRow, draft: AccountInput) => {
  const { login, person, site } = accountColumns(draft);
  return { login: login || row.login, person: person || row.person, site: site || row.site };
};

/**
 * Finds for each account the one of the client that it is: of the same kind, of no other person or site, with the same login name or secret before
 * others. Each known one is met once. Of one that the importer may not use nothing says whether a secret is the same.
 */
function met<Draft extends AccountInput>(
  drafts: readonly Draft[],
  known: readonly ClientSecretRow[],
  open: OpenVault | null,
  rights: HeldRights,
): Met<Draft>[] {
  const plain = drafts.map(({ secret }) => Buffer.from(secret, 'utf8'));
  const fingerprints = open?.fingerprints(plain) ?? [];
  for (const bytes of plain) bytes.fill(0);
  const free = new Set(known);
  const pairs = drafts
    .flatMap((draft, at) =>
      known.flatMap((row) => {
        const alike = likeness(draft, row, rights.on(row).use ? fingerprints[at] : undefined);
        return alike === null ? [] : [{ at, row, alike }];
      }),
    )
    .toSorted((a, b) => b.alike - a.alike);
  const rows = new Map<number, ClientSecretRow>();
  for (const { at, row } of pairs) {
    if (rows.has(at) || !free.has(row)) continue;
    rows.set(at, row);
    free.delete(row);
  }
  return drafts.map((draft, at) => {
    const row = rows.get(at) ?? null;
    if (!row) return { draft, row, as: 'new' };
    const columns = merged(row, draft);
    const fields = (['login', 'person', 'site'] as const).some((field) => columns[field] !== row[field]);
    if (open === null) return { draft, row, as: 'unknown' };
    const same =
      rights.on(row).use &&
      row.sealed !== null &&
      fingerprints[at] !== undefined &&
      row.fingerprint?.equals(fingerprints[at]);
    return { draft, row, as: same && !fields ? 'same' : 'changed' };
  });
}

/** How similar an account is to a known one; null: it is another account. */
function likeness(draft: AccountInput, row: ClientSecretRow, fingerprint: Buffer | undefined): number | null {
  const { kind, own_kind, person, site, login } = accountColumns(draft);
  if (kind !== row.kind || own_kind !== row.own_kind) return null;
  const fits = (one: string, other: string): number | null =>
    one === other ? 1 : one === '' || other === '' ? 0 : null;
  const [persons, sites] = [fits(person, withoutSpread(row.person)), fits(site, row.site)];
  if (persons === null || sites === null) return null;
  const secret = fingerprint !== undefined && row.fingerprint?.equals(fingerprint) ? 4 : 0;
  return (login !== '' && login === row.login ? 8 : 0) + secret + persons * 2 + sites;
}
