import { randomUUID } from 'node:crypto';
import {
  accountKindName,
  accountKinds,
  type Account,
  type AccountInput,
  type AccountKind,
} from '@contract/client-secrets.ts';
import { Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf, iso } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import {
  addClientSecrets,
  auditOfAccount,
  changeClientSecret,
  clientSecret,
  clientSecretsOf,
  deleteClientSecret,
  formerCounts,
  formerSecretsOf,
  type ClientSecretRow,
} from '../../store/repositories/client-secrets.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { unknownClient } from '../clients/client-records.ts';
import type { OfficeScope } from '../clients/scope.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { vaultPlaces } from '../vault/places.ts';
import type { Vault } from '../vault/vault.ts';
import { accountOf, accountColumns, accountFieldNames, type OpenFields } from './account-rows.ts';
import { marksOf, replaced, sealedIn, type AccountRef } from './account-secrets.ts';
import { HeldRights } from './held-rights.ts';
import { reasonOfUse } from './stopped-use.ts';

export interface ClientSecretsDependencies {
  acts: Acts;
  clock: Clock;
  scope: OfficeScope;
  search: ClientSearch;
  vault: Vault;
  notify(window: string | null, event: DeskEvent): void;
}

interface Client {
  id: string;
  name: string;
  taxpayerId: string;
}

const useActs = ['clientSecrets.show', 'clientSecrets.copy', 'clientSecrets.export'];
const usesShown = 200;

/**
 * 账号与密码: accounts of clients, their secrets sealed in the vault beside the agreement passwords (ADR-0015). Whoever sees the client (H5) sees what is
 * open of them; a secret goes in and out through the open vault of the own session only.
 */
export class ClientSecrets {
  constructor(private readonly deps: ClientSecretsDependencies) {}

  /** A client's accounts, never a secret. @throws Refusal NOT_FOUND, also out of scope (H5) */
  async list(staff: StaffActor, clientId: string): Promise<Account[]> {
    const { acts, clock, scope, vault } = this.deps;
    const now = clock.now();
    return acts.run(null, async ({ db }) => {
      const client = await this.#client(db, staff, clientId);
      const rows = (await clientSecretsOf(db, clientId)).sort((a, b) => placeOfKind(a) - placeOfKind(b));
      const former = await formerCounts(
        db,
        rows.map((row) => row.id),
      );
      const open = await vault.inHand(db, staff);
      const seen = await scope.handlersSeenBy(staff.handlerId, db);
      const rights = await HeldRights.of(db, staff.handlerId);
      const marks = open && (await marksOf(db, open, { rows, taxpayerId: client.taxpayerId, seen, rights }));
      return rows.map((row) =>
        accountOf(row, {
          former: former.get(row.id) ?? 0,
          marks: marks?.get(row.id) ?? null,
          may: rights.on(row),
          now,
          today: dayOf(now),
        }),
      );
    });
  }

  /** @throws Refusal NOT_FOUND (also out of scope), VAULT_LOCKED */
  async add(staff: StaffActor, row: AccountInput & { clientId: string }): Promise<{ accountId: string }> {
    const [accountId = ''] = (await this.addMany(staff, [row])).accountIds;
    return { accountId };
  }

  /**
   * Adds accounts of any number of clients in one act: all or none, one record a client.
   * @returns their ids in the order of the rows. @throws Refusal NOT_FOUND (a client out of scope, too), VAULT_LOCKED
   */
  async addMany(
    staff: StaffActor,
    rows: readonly (AccountInput & { clientId: string })[],
  ): Promise<{ accountIds: string[] }> {
    await this.#requireOpen(staff);
    const accountIds = await this.deps.acts.run(refused(staff, 'add', '新增账号'), (act) =>
      this.addManyWithin(act, staff, rows),
    );
    this.changed(new Set(rows.map((row) => row.clientId)));
    return { accountIds };
  }

  /** The part of {@link addMany} that an act holds; {@link changed} follows when the act is committed. Throws as that. */
  async addManyWithin(
    act: Act,
    staff: StaffActor,
    rows: readonly (AccountInput & { clientId: string })[],
  ): Promise<string[]> {
    const { db } = act;
    const now = this.deps.clock.now();
    const open = await this.openWithin(db, staff);
    const stored: ClientSecretRow[] = rows.map((row) => {
      const id = randomUUID();
      return {
        ...accountColumns(row),
        id,
        client_id: row.clientId,
        revision: 1,
        version: 1,
        vault_generation: open.generation,
        since: now,
        ...sealedIn(open, row.secret, { clientId: row.clientId, accountId: id, version: 1 }),
      };
    });
    const byClient = groupedBy(stored, (row) => row.client_id);
    const clients = new Map<string, Client>();
    for (const clientId of byClient.keys()) clients.set(clientId, await this.#client(db, staff, clientId));
    await addClientSecrets(db, stored);
    for (const [clientId, added] of byClient) {
      const [first] = added;
      await act.record({
        act: 'clientSecrets.add',
        text:
          added.length === 1 && first
            ? `新增账号：${named(first)}`
            : `新增账号${added.length}个：${[...new Set(added.map(kindOf))].join('、')}`,
        by: staff,
        client: clients.get(clientId) ?? null,
        origin: staff.origin,
        detail: added.length === 1 && first ? { accountId: first.id } : { accounts: added.length },
      });
    }
    return stored.map((row) => row.id);
  }

  /**
   * Changes the open fields of an account and, with `secret`, its secret: the former one is kept. The same secret again changes nothing of it.
   * @throws Refusal NOT_FOUND, CONFLICT; VAULT_LOCKED with a secret; FORBIDDEN where another kind would free the secret
   */
  async change(
    staff: StaffActor,
    input: AccountRef & OpenFields & { revision: number; secret?: string | undefined },
  ): Promise<void> {
    if (input.secret !== undefined) await this.#requireOpen(staff);
    await this.deps.acts.run(refused(staff, 'change', '修改账号'), async (act) => {
      const { client, row } = await this.#account(act.db, staff, input);
      const columns = accountColumns(input);
      (await HeldRights.of(act.db, staff.handlerId)).requireRename(row, columns);
      const fields = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) => columns[key] !== row[key]);
      const secret =
        input.secret === undefined
          ? null
          : await replaced(act.db, await this.openWithin(act.db, staff), row, {
              secret: input.secret,
              now: this.deps.clock.now(),
              by: staff.name,
            });
      if (!(await changeClientSecret(act.db, row.id, input.revision, { ...columns, ...secret })))
        throw changedMeanwhile();
      if (fields.length === 0 && secret === null) return;
      const what = [...(secret ? ['密码'] : []), ...fields.map((field) => accountFieldNames[field])];
      await act.record({
        act: 'clientSecrets.change',
        text: `${secret ? '更换账号密码' : '修改账号'}：${named({ ...row, ...columns })}（${what.join('、')}）`,
        by: staff,
        client,
        origin: staff.origin,
        detail: { accountId: row.id, fields: fields.join(','), secret: secret !== null },
      });
    });
    this.changed([input.clientId]);
  }

  /** Erases an account with all of its secrets; the reason stays in the trail. @throws Refusal NOT_FOUND, CONFLICT, VAULT_LOCKED */
  async remove(staff: StaffActor, input: AccountRef & { revision: number; reason: string }): Promise<void> {
    await this.#requireOpen(staff);
    await this.deps.acts.run(refused(staff, 'remove', '删除账号'), async (act) => {
      const { client, row } = await this.#account(act.db, staff, input);
      if (!(await deleteClientSecret(act.db, row.id, input.revision))) throw changedMeanwhile();
      await act.record({
        act: 'clientSecrets.remove',
        text: `删除账号：${named(row)}，原因：${input.reason}`,
        by: staff,
        client,
        origin: staff.origin,
        detail: { accountId: row.id },
      });
    });
    this.changed([input.clientId]);
  }

  /**
   * A secret for the person's eyes, recorded. @param input.version a former one; `reason` is needed for a stopped client and for kinds that ask for one
   * @throws Refusal FORBIDDEN, SECOND_LOOK as {@link reasonOfUse} and {@link HeldRights} say; Refusal NOT_FOUND, VAULT_LOCKED; VAULT_EMPTY where the seal was damaged
   */
  show(
    staff: StaffActor,
    input: AccountRef & { version?: number | undefined; reason?: string | undefined },
  ): Promise<{ secret: string }> {
    return this.#take(staff, input, 'show', input.version === undefined ? '显示账号密码' : '显示曾用密码');
  }

  /** The present secret for the person's clipboard, recorded. Throws as {@link show}. */
  copy(staff: StaffActor, input: AccountRef): Promise<{ secret: string }> {
    return this.#take(staff, input, 'copy', '复制账号密码');
  }

  /** When the account had which secret, and who saw or copied one, newest first. @throws Refusal NOT_FOUND */
  history(staff: StaffActor, input: AccountRef) {
    return this.deps.acts.run(null, async ({ db }) => {
      await this.#account(db, staff, input);
      const former = await formerSecretsOf(db, input.accountId);
      const uses = await auditOfAccount(db, { ...input, acts: useActs, limit: usesShown });
      return {
        former: former.map((row) => ({
          version: row.version,
          since: iso(row.since),
          until: iso(row.until),
          replacedBy: row.replaced_by,
        })),
        uses: uses.map((row) => ({ at: iso(row.at), by: row.staff_name ?? '', text: row.text })),
      };
    });
  }

  /** After accounts changed: updates the search and notifies the windows. */
  changed(clientIds: Iterable<string>): void {
    const ids = [...clientIds];
    this.deps.search.changed(ids);
    // One event for many clients, so that each window asks for its list once.
    this.deps.notify(null, { kind: 'clientsChanged', clientId: ids.length === 1 ? (ids[0] ?? null) : null });
  }

  async #take(
    staff: StaffActor,
    input: AccountRef & { version?: number | undefined; reason?: string | undefined },
    how: 'show' | 'copy',
    text: string,
  ): Promise<{ secret: string }> {
    await this.#requireOpen(staff);
    return this.deps.acts.run(refused(staff, how, text), async (act) => {
      const { client, row } = await this.#account(act.db, staff, input);
      const why = await reasonOfUse(act.db, this.deps, staff, { ...input, how, name: client.name });
      (await HeldRights.of(act.db, staff.handlerId)).require(row, how, input.reason);
      const version = input.version ?? row.version;
      const sealed =
        version === row.version
          ? row.sealed
          : (await formerSecretsOf(act.db, row.id)).find((former) => former.version === version)?.sealed;
      if (sealed === undefined) throw new Refusal('NOT_FOUND', '没有这个曾用密码，请刷新后再看。', { link: 'state' });
      const open = await this.openWithin(act.db, staff);
      const opened = sealed && open.unsealed(sealed, vaultPlaces.secret(row.client_id, row.id, version));
      if (!opened)
        throw new Refusal('VAULT_EMPTY', '这个账号保存的密码已损坏，请用“更换”重新录入。', { link: 'vault' });
      const secret = opened.toString('utf8');
      opened.fill(0);
      await act.record({
        act: `clientSecrets.${how}`,
        text: `${text}：${named(row)}${input.reason === undefined ? '' : `（${why === null ? '' : '已停止服务的客户，'}原因：${input.reason}）`}`,
        by: staff,
        client,
        origin: staff.origin,
        detail: { accountId: row.id, version },
      });
      return { secret };
    });
  }

  /** @throws Refusal NOT_FOUND for a client that is not there or not in scope (H5) */
  async #client(db: DatabaseTransaction, staff: StaffActor, clientId: string): Promise<Client> {
    const enterprise = (await this.deps.scope.covers(staff.handlerId, clientId, db))
      ? await enterpriseById(db, clientId)
      : undefined;
    if (!enterprise) throw unknownClient();
    return { id: enterprise.id, name: enterprise.name, taxpayerId: enterprise.taxpayer_id };
  }

  async #account(db: DatabaseTransaction, staff: StaffActor, { clientId, accountId }: AccountRef) {
    const client = await this.#client(db, staff, clientId);
    const row = await clientSecret(db, clientId, accountId);
    if (!row) throw new Refusal('NOT_FOUND', '没有这个账号，可能刚被删除，请刷新后再看。', { link: 'state' });
    return { client, row };
  }

  /** The open vault, for what an act seals. @throws Refusal VAULT_LOCKED */
  async openWithin(db: DatabaseTransaction, staff: StaffActor): Promise<OpenVault> {
    const open = await this.deps.vault.inHand(db, staff);
    if (!open) throw closed();
    return open;
  }

  /** Before an act, so that a member who waits is told whom to ask. @throws Refusal VAULT_LOCKED */
  async #requireOpen(staff: StaffActor): Promise<void> {
    const { state } = await this.deps.vault.status(staff);
    if (state === 'open') return;
    if (state !== 'waiting') throw closed();
    throw new Refusal('VAULT_LOCKED', '您尚未获得保险库授权，请联系机构管理员授权。', {
      link: 'vault',
      whoCanMend: '机构管理员',
    });
  }
}

const kindOf = (row: { kind: string; own_kind: string }): string =>
  accountKindName({ kind: row.kind as AccountKind, ownKind: row.own_kind });

/** Kinds are listed in the order in which they are chosen from. */
const placeOfKind = (row: { kind: string }): number => accountKinds.indexOf(row.kind as AccountKind);

/** An account as the trail names it: without its login name, which may be somebody's document number. */
export const named = (row: { kind: string; own_kind: string; person: string }): string =>
  row.person === '' ? kindOf(row) : `${kindOf(row)} ${row.person}`;

const refused = (staff: StaffActor, act: string, text: string) =>
  whenRuled({ act: `clientSecrets.${act}`, text, by: staff, origin: staff.origin });

const closed = (): Refusal =>
  new Refusal('VAULT_LOCKED', '保险库未打开，请用个人密码打开保险库后再试。', { link: 'vault' });

const changedMeanwhile = (): Refusal =>
  new Refusal('CONFLICT', '这个账号刚被他人修改，没有保存。请刷新后核对，再重新修改。', { link: 'state' });
