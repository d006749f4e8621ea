import { setImmediate } from 'node:timers/promises';
import type { DeskEvent } from '@contract/events.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { Agreements } from '../../bureau/delegation/agreements.ts';
import { clientsById, colourCounts } from '../../store/repositories/clients.ts';
import { enterpriseByTaxpayerId } from '../../store/repositories/identity.ts';
import type { ChangedAccount } from '../../store/schema/import-journal.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Assignments } from '../clients/assignments.ts';
import { leastUsed, unknownClient, type ClientRecords } from '../clients/client-records.ts';
import type { Corrections } from '../clients/corrections.ts';
import type { PaperAgreements, PreparedAgreement } from '../clients/paper-agreements.ts';
import type { ImportedAccounts } from '../secrets/imported-accounts.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { Report } from '../work/work.ts';
import type { DraftAccount } from './account-cells.ts';
import { DossierRun } from './dossier-run.ts';
import { closeJournal, ImportJournal } from './import-journal.ts';
import type { Chosen, ImportOutcome, RowResult } from './import-outcome.ts';
import type { JudgedRow } from './judge.ts';
import { rememberAccounts } from './remembered-accounts.ts';
import { rememberChoices } from './remembered-columns.ts';
import { refusal, refuse, RowRefused } from './row-refused.ts';

export interface ImportRunDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  agreements: Agreements;
  records: ClientRecords;
  corrections: Corrections;
  paper: PaperAgreements;
  assignments: Assignments;
  search: ClientSearch;
  accounts: ImportedAccounts;
  /** Permission functions of the imported agreements. */
  functions: readonly string[];
  notify(window: string | null, event: DeskEvent): void;
}

/** Number of rows after which other calls are served and a cancellation takes effect. */
const rowsAtOnce = 20;
/** Passwords hashed at once: as many as the process lets run, so that a login waits behind two at most. */
const hashedAtOnce = 2;
interface Written {
  row: ImportOutcome['rows'][number];
  clientId: string;
  agreementId: string | null;
  /** The enterprise was not known before. */
  typed: boolean;
  /** Accounts that are to be added, and those that were changed. */
  accounts: DraftAccount[];
  accountsChanged: ChangedAccount[];
}
/** One import under way: writes all that the preview said in one act, or nothing, and keeps what became of each row. */
export class ImportRun {
  readonly outcome: ImportOutcome;
  #colours = new Map<number, number>();
  #unremembered = 0;
  #journal: string | null = null;

  constructor(
    private readonly deps: ImportRunDependencies,
    private readonly staff: StaffActor,
    rows: readonly JudgedRow[],
    private readonly chosen: Chosen,
  ) {
    this.outcome = {
      done: false,
      cancelled: false,
      stopped: null,
      importId: null,
      rows: rows.map((row) => ({
        ...row,
        result: row.verdict === 'refused' || row.verdict === 'same' ? row.verdict : ('notReached' as RowResult),
      })),
    };
  }

  /** @returns the result in one sentence. @throws the signal's reason when it was cancelled: then nothing is written */
  async run(report: Report, signal: AbortSignal): Promise<string> {
    const due = this.outcome.rows.filter((row) => row.result === 'notReached');
    try {
      const prepared = await this.#prepare(due, report, signal);
      const written = await this.#write(due, prepared, signal);
      this.outcome.importId = this.#journal;
      await this.#afterwards(written);
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      refuse(error.row, error.cause);
      const why = error.row.problems.at(-1)?.message ?? '';
      this.outcome.stopped = `第${error.row.line}行不能导入：${why}。这次导入没有写入任何数据，请改正后再导入`;
    } finally {
      this.outcome.done = true;
      this.outcome.cancelled = signal.aborted && due.some((row) => row.result === 'notReached');
      if (this.outcome.cancelled) this.outcome.stopped = '已取消，没有写入任何数据';
      this.#forgetSecrets();
      this.deps.notify(null, { kind: 'clientsChanged', clientId: null });
      await this.#recordEnd();
    }
    report(this.outcome.rows.length);
    return this.outcome.stopped ?? this.#summary();
  }

  /** Checks and hashes the agreements, outside any act: this is what takes long. */
  async #prepare(
    due: ImportOutcome['rows'],
    report: Report,
    signal: AbortSignal,
  ): Promise<Map<JudgedRow, PreparedAgreement>> {
    const prepared = new Map<JudgedRow, PreparedAgreement>();
    const waiting = due.filter((row) => row.addsAgreement);
    const worker = async (): Promise<void> => {
      for (let row = waiting.shift(); row; row = waiting.shift()) {
        signal.throwIfAborted();
        try {
          prepared.set(
            row,
            await this.deps.paper.prepare({
              firstDay: row.firstDay ?? '',
              lastDay: row.lastDay ?? '',
              functions: [...this.deps.functions],
              agreementPassword: row.agreementPassword,
            }),
          );
          report(prepared.size);
        } catch (error) {
          throw refusal(row, error);
        }
      }
    };
    await Promise.all(Array.from({ length: hashedAtOnce }, worker));
    signal.throwIfAborted();
    return prepared;
  }

  /** Writes all rows in one act: all or nothing. */
  #write(
    due: ImportOutcome['rows'],
    prepared: ReadonlyMap<JudgedRow, PreparedAgreement>,
    signal: AbortSignal,
  ): Promise<Written[]> {
    return this.deps.acts.run(null, async (act) => {
      this.#colours = await colourCounts(act.db);
      const journal = await ImportJournal.begin(
        act.db,
        due.flatMap(({ clientId }) => clientId ?? []),
      );
      const dossiers = await DossierRun.begin(
        act.db,
        this.staff,
        due.flatMap(({ clientId }) => clientId ?? []),
        dayOf(this.deps.clock.now()),
      );
      const written: Written[] = [];
      for (const [at, row] of due.entries()) {
        try {
          if (row.clientId !== null && row.addsAgreement) await journal.keepRemembered(row.clientId);
          written.push(await this.#writeRow(act, row, prepared.get(row), dossiers));
        } catch (error) {
          throw refusal(row, error);
        }
        if (at % rowsAtOnce !== rowsAtOnce - 1) continue;
        await setImmediate();
        signal.throwIfAborted();
      }
      await dossiers.end();
      const ids = await this.#addAccounts(act, written);
      this.#journal = await journal.end(
        { staff: this.staff, at: this.deps.clock.now(), file: this.chosen.file },
        written.map((one) => ({
          ...one,
          added: one.row.clientId === null,
          name: one.row.name,
          accountsAdded: ids.splice(0, one.accounts.length),
        })),
      );
      return written;
    });
  }

  /** @returns ids of the new accounts, in the order of the rows */
  async #addAccounts(act: Act, written: readonly Written[]): Promise<string[]> {
    const rows = written.flatMap(({ clientId, accounts }) => accounts.map((account) => ({ ...account, clientId })));
    return rows.length === 0 ? [] : this.deps.accounts.addWithin(act, this.staff, rows);
  }

  async #writeRow(
    act: Act,
    row: Written['row'],
    prepared: PreparedAgreement | undefined,
    dossiers: DossierRun,
  ): Promise<Written> {
    const typed = row.clientId === null && !(await enterpriseByTaxpayerId(act.db, row.taxpayerId));
    const clientId = row.clientId ?? (await this.#add(act, row));
    if (row.clientId === null) dossiers.add(clientId, row);
    else await this.#update(act, row, row.clientId, dossiers);
    const agreementId = prepared ? await prepared.record(act, this.staff, { id: clientId, name: row.name }) : null;
    // Nobody can have a client open that did not exist: only for known ones is an event emitted one by one.
    if (agreementId !== null && row.clientId !== null)
      await this.deps.agreements.emitChanged(act, clientId, agreementId);
    const client = { id: clientId, name: row.name };
    // Accounts of a client that did not exist are new; those of a known one are met again.
    const { added, changed } =
      row.clientId === null || row.accounts.length === 0
        ? { added: row.accounts, changed: [] }
        : await this.deps.accounts.changeWithin(act, this.staff, client, row.accounts);
    return { row, clientId, agreementId, typed, accounts: added, accountsChanged: changed };
  }

  #forgetSecrets(): void {
    for (const row of this.outcome.rows) {
      row.agreementPassword = row.agreementPassword === null ? null : '';
      for (const account of row.accounts) account.secret = '';
      // It holds numbers of documents in full.
      row.dossier = null;
    }
  }

  async #add(act: Act, row: JudgedRow): Promise<string> {
    const colour = leastUsed(this.#colours);
    this.#colours.set(colour, (this.#colours.get(colour) ?? 0) + 1);
    return this.deps.records.addWithin(
      act,
      this.staff,
      {
        name: row.name,
        taxpayerId: row.taxpayerId,
        keptBecause: row.keptBecause,
        taxpayerKind: row.taxpayerKind ?? 'smallScale',
        address: row.address ?? '',
        contact: row.contact ?? '',
        note: row.note ?? '',
      },
      { handlerIds: row.handlers?.map((handler) => handler.id) ?? [], colour },
    );
  }

  async #update(act: Act, row: JudgedRow, clientId: string, dossiers: DossierRun): Promise<void> {
    const [client] = await clientsById(act.db, [clientId]);
    if (!client) throw unknownClient();
    const identity = { name: row.name, taxpayerId: row.taxpayerId, taxpayerKind: row.taxpayerKind ?? client.kind };
    // A correction only where the office's own typing is corrected: judging has refused it elsewhere.
    if (
      identity.name !== client.name ||
      identity.taxpayerId !== client.taxpayer_id ||
      identity.taxpayerKind !== client.kind
    ) {
      await this.deps.corrections.correctWithin(act, this.staff, {
        clientId,
        revision: null,
        ...identity,
        reason: '批量导入',
        renamed: true,
        keptBecause: row.keptBecause,
      });
    }
    const changes = await dossiers.change(clientId, row, identity.taxpayerKind);
    const file = {
      address: row.address ?? client.address,
      contact: row.contact ?? client.contact,
      note: row.note ?? client.note,
    };
    const edit = { clientId, revision: client.revision, ...identity, ...file };
    await this.deps.records.editWithin(act, this.staff, edit, changes);
    if (row.handlers !== null && row.reassigns)
      await this.deps.assignments.assignWithin(act, this.staff, { id: clientId, name: row.name }, row.handlers);
  }

  /** What follows when the import is committed: lists, open sessions, the vault. */
  async #afterwards(written: readonly Written[]): Promise<void> {
    const { search, assignments, paper } = this.deps;
    for (const { row } of written) row.result = row.clientId === null ? 'added' : 'updated';
    search.changed(written.map((one) => one.clientId));
    const reassigned = written.filter(({ row }) => row.clientId !== null && row.reassigns).map((one) => one.clientId);
    if (reassigned.length > 0) await assignments.endUncovered(new Set(reassigned));
    for (const { row, clientId, agreementId } of written) {
      if (agreementId === null) continue;
      const { firstDay, agreementPassword } = row;
      const became = await paper.remember(this.staff, clientId, agreementId, {
        firstDay: firstDay ?? '',
        agreementPassword,
      });
      // If the vault was closed meanwhile, only the convenience is lost.
      if (became === 'closed') this.#unremembered += 1;
    }
  }

  async #recordEnd(): Promise<void> {
    await this.deps.acts.run(null, async (act) => {
      await rememberChoices(act, this.chosen.headings, this.chosen.choices);
      await rememberAccounts(act, this.chosen.headings, this.chosen.accounts);
      await act.record({
        act: 'import.run',
        text: `导入客户：${this.outcome.stopped ?? this.#summary()}`,
        by: this.staff,
        origin: this.staff.origin,
        detail: { ...this.#counts(), accounts: this.#accounts(), cancelled: this.outcome.cancelled },
      });
      if (this.#journal !== null) await closeJournal(act, this.#journal);
    });
  }

  #counts(): Record<RowResult, number> {
    const counts = { added: 0, updated: 0, same: 0, refused: 0, notReached: 0 };
    for (const row of this.outcome.rows) counts[row.result] += 1;
    return counts;
  }

  /** Accounts that came in or were changed. */
  #accounts(): number {
    const done = this.outcome.rows.filter(({ result }) => result === 'added' || result === 'updated');
    return done.reduce((sum, { accounts }) => sum + accounts.filter(({ as }) => as !== 'same').length, 0);
  }

  #summary(): string {
    const counts = this.#counts();
    const parts = [`新增${counts.added}户`, `更新${counts.updated}户`];
    if (this.#accounts() > 0) parts.push(`账号${this.#accounts()}个`);
    if (counts.same > 0) parts.push(`无变化${counts.same}户`);
    if (counts.refused > 0) parts.push(`未导入${counts.refused}行`);
    if (counts.notReached > 0) parts.push(`未处理${counts.notReached}行`);
    const note = this.#unremembered > 0 ? `；保险库未打开，${this.#unremembered}户的协议密码没有记住` : '';
    return `${parts.join('，')}${note}`;
  }
}
