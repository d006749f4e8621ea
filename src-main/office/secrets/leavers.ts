import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Leaver, LeaverSecret } from '@contract/secret-care.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import { isStopped } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf, iso } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { auditDetail } from '../../store/repositories/audit.ts';
import { handlerById } from '../../store/repositories/identity.ts';
import {
  addLeaver,
  leaverById,
  leavers,
  leaverSecrets,
  waiveLeaverSecret,
  type LeaverSecretNow,
} from '../../store/repositories/leavers.ts';
import { memberOf } from '../../store/repositories/members.ts';
import { accountsInScopeAfter, secretUses, type AccountInScope } from '../../store/repositories/secret-rights.ts';
import { setting } from '../../store/repositories/settings.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { OfficeScope } from '../clients/scope.ts';
import { named } from './client-secrets.ts';
import { HeldRights } from './held-rights.ts';

interface Use {
  at: number;
  how: NonNullable<LeaverSecretNow['used_how']>;
}

/** Acts by which a secret reached somebody. */
const useActs: Readonly<Record<string, Use['how']>> = {
  'clientSecrets.show': 'show',
  'clientSecrets.copy': 'copy',
  'clientSecrets.export': 'export',
};
const slice = 500;
const readAtOnce = 1000;
/** So many accounts are named in a record. */
const namedInRecord = 5;

/**
 * After somebody left (E7): the vault key changes by itself, but a secret that they saw they still know. Each one that they could see or had used is a
 * task, done when another secret is put in or when somebody says why it need not be.
 */
export class Leavers {
  /** Who is begun in which act: the office removes somebody, and the bureau's event about it follows in the same act. */
  readonly #begun = new WeakMap<Act, Map<string, number>>();

  constructor(
    private readonly deps: {
      acts: Acts;
      clock: Clock;
      scope: OfficeScope;
      notify(window: string | null, event: DeskEvent): void;
    },
  ) {}

  /**
   * Puts down what the one who leaves knows, within the act that removes them and before their clients and their key are taken away.
   * @param by who removes them; null: the bureau. @returns number of secrets
   */
  async begin(act: Act, handlerId: string, by: { name: string | null }): Promise<number> {
    const begun = this.#begun.get(act)?.get(handlerId);
    if (begun !== undefined) return begun;
    const { db } = act;
    const at = this.deps.clock.now();
    const id = randomUUID();
    const uses = await this.#uses(db, handlerId);
    const secrets = (await this.#known(db, handlerId, uses)).map(({ row, use }) => ({
      leaver_id: id,
      account_id: row.id,
      client_id: row.client_id,
      client_name: row.client_name,
      account_name: named(row),
      version: row.version,
      used_at: use?.at ?? null,
      used_how: use?.how ?? null,
      waived_at: null,
      waived_by: null,
      waived_reason: null,
    }));
    if (secrets.length > 0) {
      const name = (await handlerById(db, handlerId))?.name ?? '';
      await addLeaver(db, { id, handler_id: handlerId, name, at, by_name: by.name ?? '' }, secrets);
    }
    this.#begun.set(act, new Map([...(this.#begun.get(act) ?? []), [handlerId, secrets.length]]));
    return secrets.length;
  }

  /** People who left, with what is done in the caller's scope (H5); those of whom nothing is in scope are left out. */
  list(staff: StaffActor): Promise<Leaver[]> {
    return this.deps.acts.run(null, async ({ db }) => {
      const handlers = await this.deps.scope.handlersSeenBy(staff.handlerId, db);
      const rows = await leaverSecrets(db, { handlers });
      return (await leavers(db)).flatMap((leaver) => {
        const own = rows.filter((row) => row.leaver_id === leaver.id);
        if (own.length === 0) return [];
        const done = own.filter((row) => stateOf(row) !== 'open').length;
        return [
          { leaverId: leaver.id, name: leaver.name, at: iso(leaver.at), by: leaver.by_name, total: own.length, done },
        ];
      });
    });
  }

  /** @throws Refusal NOT_FOUND */
  secrets(
    staff: StaffActor,
    asked: { leaverId: string; done: boolean; offset: number; limit: number },
  ): Promise<{ total: number; rows: LeaverSecret[] }> {
    return this.deps.acts.run(null, async ({ db }) => {
      const { rows } = await this.#of(db, staff, asked.leaverId);
      const found = rows.filter((row) => (stateOf(row) !== 'open') === asked.done);
      return { total: found.length, rows: found.slice(asked.offset, asked.offset + asked.limit).map(secretOf) };
    });
  }

  /** @throws Refusal NOT_FOUND (also of a client out of scope), CONFLICT for one that is done */
  async waive(
    staff: StaffActor,
    { leaverId, accountIds, reason }: { leaverId: string; accountIds: readonly string[]; reason: string },
  ): Promise<void> {
    const record = { act: 'secretCare.waive', by: staff, origin: staff.origin };
    await this.deps.acts.run(whenRuled({ ...record, text: '标记密码无需更换' }), async (act) => {
      const { leaver, rows } = await this.#of(act.db, staff, leaverId);
      const chosen = [...new Set(accountIds)].map((accountId) => {
        const row = rows.find((one) => one.account_id === accountId);
        if (!row) throw notThere();
        if (stateOf(row) !== 'open')
          throw new Refusal('CONFLICT', `${row.client_name}的${row.account_name}已处理，请刷新后再看。`, {
            link: 'state',
          });
        return row;
      });
      for (const row of chosen)
        await waiveLeaverSecret(
          act.db,
          { leaverId, accountId: row.account_id },
          { waived_at: this.deps.clock.now(), waived_by: staff.name, waived_reason: reason },
        );
      const names = chosen.slice(0, namedInRecord).map((row) => `${row.client_name} ${row.account_name}`);
      await act.record({
        ...record,
        text: `${leaver.name}离职后无需更换的密码：${names.join('、')}${chosen.length > names.length ? `等${chosen.length}个` : ''}，原因：${reason}`,
      });
    });
    this.deps.notify(null, { kind: 'clientsChanged', clientId: null });
  }

  async #of(db: DatabaseTransaction, staff: StaffActor, leaverId: string) {
    const leaver = await leaverById(db, leaverId);
    const handlers = await this.deps.scope.handlersSeenBy(staff.handlerId, db);
    const rows = leaver ? await leaverSecrets(db, { leaverId, handlers }) : [];
    if (!leaver || rows.length === 0) throw notThere();
    return { leaver, rows };
  }

  /** The last use of each account by somebody, by its id, from the trail. */
  async #uses(db: DatabaseTransaction, handlerId: string): Promise<Map<string, Use>> {
    const found = new Map<string, Use>();
    for (let before: number | undefined; ;) {
      const rows = await secretUses(db, {
        acts: Object.keys(useActs),
        handlerIds: [handlerId],
        before,
        limit: readAtOnce,
      });
      for (const row of rows) {
        const { accountId, accountIds } = auditDetail(row);
        const ids =
          typeof accountId === 'string' ? [accountId] : typeof accountIds === 'string' ? accountIds.split(',') : [];
        for (const id of ids) if (!found.has(id)) found.set(id, { at: row.at, how: useActs[row.act] ?? 'show' });
      }
      if (rows.length < readAtOnce) return found;
      before = rows.at(-1)?.seq;
    }
  }

  /** Accounts whose present secret somebody used, or could have used until now: in their scope, by their rights, with their access to the vault. */
  async #known(
    db: DatabaseTransaction,
    handlerId: string,
    uses: ReadonlyMap<string, Use>,
  ): Promise<{ row: AccountInScope; use: Use | null }[]> {
    const member = await memberOf(db, handlerId);
    const generation = (await setting(db, 'vault'))?.generation;
    const reaches = member?.wrapped_vault_key != null && member.vault_generation === generation;
    const handlers = await this.deps.scope.handlersSeenBy(handlerId, db);
    const rights = await HeldRights.of(db, handlerId);
    const today = dayOf(this.deps.clock.now());
    const seen = new Set<string>();
    const found: { row: AccountInScope; use: Use | null }[] = [];
    const through = async (of: readonly string[] | null, takes: (row: AccountInScope) => boolean): Promise<void> => {
      for (let after = ''; ;) {
        const rows = await accountsInScopeAfter(db, { after, limit: slice, handlers: of });
        for (const row of rows) {
          const last = uses.get(row.id);
          // What they used before the present secret was put in is changed already.
          const use = last && last.at >= row.since ? last : null;
          if (row.sealed === null || seen.has(row.id) || !(use || takes(row))) continue;
          seen.add(row.id);
          found.push({ row, use });
        }
        const last = rows.at(-1);
        if (!last || rows.length < slice) return;
        after = last.id;
      }
    };
    const stopped = (row: AccountInScope): boolean =>
      isStopped(row.stop_day === null ? null : { day: row.stop_day }, today);
    if (reaches && handlers?.length !== 0)
      // Secrets of a stopped client are for admins and leaders only.
      await through(handlers, (row) => rights.on(row).use && (!stopped(row) || member.office_role !== 'member'));
    // Also what they used of clients that are others' by now.
    if (uses.size > 0) await through(null, () => false);
    return found;
  }
}

function stateOf(row: LeaverSecretNow): LeaverSecret['state'] {
  if (row.present === null) return 'removed';
  if (row.present > row.version) return 'replaced';
  return row.waived_at === null ? 'open' : 'waived';
}

function secretOf(row: LeaverSecretNow): LeaverSecret {
  return {
    accountId: row.account_id,
    clientId: row.client_id,
    clientName: row.client_name,
    account: row.account_name,
    used: row.used_at === null || row.used_how === null ? null : { at: iso(row.used_at), how: row.used_how },
    state: stateOf(row),
    waived:
      row.waived_at === null
        ? null
        : { at: iso(row.waived_at), by: row.waived_by ?? '', reason: row.waived_reason ?? '' },
  };
}

const notThere = (): Refusal =>
  new Refusal('NOT_FOUND', '没有这项需要更换的密码，或不在您的客户范围内，请刷新后再看。', { link: 'state' });
