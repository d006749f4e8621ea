import { setImmediate } from 'node:timers/promises';
import type { Dossier } from '@contract/client-dossier.ts';
import { Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { UndoResult } from '@contract/past-imports.ts';
import { minuteOf } from '@contract/calendar.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { iso } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { setAssignments } from '../../store/repositories/assignments.ts';
import { lastAudit, nextSeq } from '../../store/repositories/audit.ts';
import { eraseAgreements, eraseClients } from '../../store/repositories/client-traces.sqlite.ts';
import { changeTypedEnterprise, putClientBack } from '../../store/repositories/clients.ts';
import {
  changeImport,
  forgetImportRows,
  importMade,
  importRows,
  importsMade,
  type ImportRowRow,
  type ImportRunRow,
} from '../../store/repositories/import-journal.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import { eraseClientSecrets } from '../../store/repositories/client-secrets.ts';
import { putRememberedPassword } from '../../store/repositories/vault.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { Assignments } from '../clients/assignments.ts';
import { replaceDossier } from '../dossier/dossier-rows.ts';
import { searchText } from '../search/search-text.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { ImportedAccounts } from '../secrets/imported-accounts.ts';
import type { Report, WorkRegistry } from '../work/work.ts';
import { usedBecause } from './import-used.ts';

export interface ImportUndoDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  accounts: ImportedAccounts;
  assignments: Assignments;
  search: ClientSearch;
  work: WorkRegistry;
  notify(window: string | null, event: DeskEvent): void;
}

/** Clients after which others are served, and cancelling is heard. */
const clientsAtOnce = 20;

/** 撤销导入: an import is taken back whole, but for the clients that something was done with since. */
export class ImportUndo {
  constructor(private readonly deps: ImportUndoDependencies) {}

  /** Imports that were written, newest first, and what became of those that were undone. */
  async list() {
    return (await importsMade(this.deps.db)).map((row) => ({
      import: row.id,
      at: iso(row.at),
      by: row.by_name,
      file: row.file,
      added: row.added,
      updated: row.updated,
      accounts: row.accounts,
      undone:
        row.undone_at === null || row.undo_result === null
          ? null
          : { at: iso(row.undone_at), by: row.undone_by ?? '', ...row.undo_result },
    }));
  }

  /** What undoing an import would do now; nothing is written. @throws Refusal NOT_FOUND, CONFLICT */
  look(importId: string): Promise<UndoResult & { needsVault: boolean }> {
    return this.deps.acts.run(null, async ({ db }) => {
      const { free, kept } = await this.#sorted(db, await this.#standing(db, importId));
      return { ...counts(free), kept, needsVault: free.some(needsVault) };
    });
  }

  /**
   * Begins to take an import back, as long work of the staff member's window. What can be told before it begins is refused at once; what became of it stands in
   * {@link list}. @throws as {@link undo}; Refusal DESK_BUSY while another import is taken back
   */
  async begin(staff: StaffActor, importId: string): Promise<{ work: string }> {
    const { work, accounts, acts } = this.deps;
    const refused = whenRuled({ act: 'import.undo', text: '撤销导入', by: staff, origin: staff.origin });
    const clients = await acts.run(refused, async ({ db }) => {
      const { free } = await this.#sorted(db, await this.#standing(db, importId));
      if (free.some(needsVault)) await accounts.requireOpen(db, staff);
      return free.length;
    });
    if (work.runs(title))
      throw new Refusal('DESK_BUSY', '已有一次撤销在进行，请等它结束或取消后再试。', { link: 'desk' });
    return {
      work: work.start(
        staff,
        title,
        clients,
        async (report, signal) => {
          const { removed, restored, kept } = await this.undo(staff, importId, report, signal);
          return `已撤销：移除 ${removed} 户，恢复 ${restored} 户，保留 ${kept.length} 户`;
        },
        '已取消，什么也没有撤销。',
      ),
    };
  }

  /**
   * Takes an import back in one act: clients that it added are removed, those it changed are as before. What was used since stays, with the reason.
   * @throws Refusal NOT_FOUND, CONFLICT when it was undone before, VAULT_LOCKED when former secrets go back and the vault is closed
   */
  async undo(
    staff: StaffActor,
    importId: string,
    report: Report = () => {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<UndoResult> {
    const { acts, assignments, search, notify } = this.deps;
    const refused = whenRuled({ act: 'import.undo', text: '撤销导入', by: staff, origin: staff.origin });
    const { result, changed } = await acts.run(refused, (act) => this.#undo(act, staff, importId, { report, signal }));
    search.changed(changed);
    await assignments.endUncovered(new Set(changed));
    notify(null, { kind: 'clientsChanged', clientId: null });
    return result;
  }

  async #undo(
    act: Act,
    staff: StaffActor,
    importId: string,
    { report, signal }: { report: Report; signal: AbortSignal },
  ): Promise<{ result: UndoResult; changed: string[] }> {
    const { db } = act;
    const run = await this.#standing(db, importId);
    const { free, kept } = await this.#sorted(db, run);
    const firstSeq = await nextSeq(db);
    if (free.some(needsVault)) await this.deps.accounts.requireOpen(db, staff);
    const members = new Set((await membersOfAgency(db, staff.agencyId)).map((member) => member.handler_id));
    const added = free.filter(({ change }) => change.before === null);
    await eraseClients(
      db,
      added.map(({ client_id }) => client_id),
      {
        enterprises: added.flatMap(({ client_id, change }) => (change.typed ? [client_id] : [])),
        agreements: added.flatMap(({ change }) => change.agreementId ?? []),
        accounts: added.flatMap(({ change }) => change.accountsAdded),
      },
    );
    for (const [at, row] of free.entries()) {
      if (at % clientsAtOnce === clientsAtOnce - 1) {
        report(at);
        await setImmediate();
        signal.throwIfAborted();
      }
      if (row.change.before !== null) await this.#putBack(act, staff, row, members);
      await act.record({
        act: 'import.undo',
        text: row.change.before === null ? '撤销导入：移除客户' : '撤销导入：恢复为导入前的资料',
        by: staff,
        client: { id: row.client_id, name: (row.change.before ?? row.change.after).name },
        origin: staff.origin,
        detail: { import: importId },
      });
    }
    const result = { ...counts(free), kept };
    await act.record({
      act: 'import.undo',
      text: `撤销${run.file === '' ? '粘贴的导入' : `导入「${run.file}」`}：移除${result.removed}户，恢复${result.restored}户，保留${kept.length}户`,
      by: staff,
      origin: staff.origin,
      detail: { import: importId, removed: result.removed, restored: result.restored, kept: kept.length },
    });
    await forgetImportRows(db, importId);
    await changeImport(db, importId, {
      undone_at: this.deps.clock.now(),
      undone_by: staff.name,
      undo_first_seq: firstSeq,
      undo_last_seq: (await lastAudit(db))?.seq ?? firstSeq,
      undo_result: result,
    });
    return { result, changed: free.map(({ client_id }) => client_id) };
  }

  async #putBack(act: Act, staff: StaffActor, row: ImportRowRow, members: ReadonlySet<string>): Promise<void> {
    const { db } = act;
    const { client_id: clientId, change, remembered } = row;
    const { before, after } = change;
    if (!before) return;
    await changeTypedEnterprise(db, clientId, {
      name: before.name,
      taxpayer_id: before.taxpayerId,
      kind: before.kind,
      address: before.typedAddress,
    });
    await putClientBack(db, clientId, {
      contact: before.contact,
      note: before.note,
      address: before.address,
      ...(before.name === after.name ? {} : searchText(before.name)),
    });
    if (change.dossierBefore) await replaceDossier(db, clientId, change.dossierBefore as Dossier);
    await setAssignments(
      db,
      clientId,
      before.handlers.filter((handler) => members.has(handler)),
    );
    if (change.agreementId !== null) await eraseAgreements(db, [change.agreementId]);
    if (remembered !== null) await putRememberedPassword(db, remembered);
    await eraseClientSecrets(db, change.accountsAdded);
    for (const account of change.accountsChanged) await this.deps.accounts.putBack(db, staff, account);
  }

  /** @throws Refusal NOT_FOUND, CONFLICT */
  async #standing(db: DatabaseTransaction, importId: string): Promise<ImportRunRow> {
    const run = await importMade(db, importId);
    if (!run)
      throw new Refusal('NOT_FOUND', '没有这次导入的记录，只能撤销最近的20次导入。请刷新后再看。', { link: 'state' });
    if (run.undone_at !== null)
      throw new Refusal(
        'CONFLICT',
        `这次导入已由${run.undone_by ?? ''}在${minuteOf(iso(run.undone_at))}撤销，不能再撤销。请刷新后再看。`,
        { link: 'state' },
      );
    return run;
  }

  /** The rows of an import that can be taken back, and those that stay. */
  async #sorted(
    db: DatabaseTransaction,
    run: ImportRunRow,
  ): Promise<{ free: ImportRowRow[]; kept: UndoResult['kept'][number][] }> {
    const rows = await importRows(db, run.id);
    const used = await usedBecause(db, run, rows);
    return {
      free: rows.filter(({ client_id }) => !used.has(client_id)),
      kept: rows.flatMap(({ client_id, change }) => {
        const reason = used.get(client_id);
        return reason === undefined ? [] : [{ clientId: client_id, name: change.after.name, reason }];
      }),
    };
  }
}

const title = '撤销导入';

const counts = (free: readonly ImportRowRow[]): Pick<UndoResult, 'removed' | 'restored'> => {
  const removed = free.filter(({ change }) => change.before === null).length;
  return { removed, restored: free.length - removed };
};

/** The fingerprint of a former secret is made anew: that needs the vault. */
const needsVault = ({ change }: ImportRowRow): boolean =>
  change.accountsChanged.some(({ versionBefore }) => versionBefore !== null);
