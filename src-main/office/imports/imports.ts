import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { importLayoutSchema, type ImportSource } from '@contract/imports.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Agreements } from '../../bureau/delegation/agreements.ts';
import type { RuleDays } from '../../bureau/rule-sets/limits.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { PaperAgreements } from '../clients/paper-agreements.ts';
import type { UploadPiece, UploadRoom } from '../uploads/upload-room.ts';
import type { Report, WorkRegistry } from '../work/work.ts';
import { besideRow } from './beside.ts';
import { OpenBooks, type MendedRecord } from './books.ts';
import { staffKey } from './column-values.ts';
import type { SheetInMemory } from './import-uploads.ts';
import { isUnfinished } from './import-outcome.ts';
import { ImportRun, type ImportRunDependencies } from './import-run.ts';
import type { JudgedRow } from './judge.ts';
import { judgeTable } from './judge-table.ts';
import { layOut, mendableCells, shownCell, type LaidOut, type Layout } from './layout.ts';
import { changesOf, countsOf, shown, shownColumn, shownFields } from './preview-shown.ts';
import { reportOf, type ReportInput } from './report.ts';
import { rememberedAccounts } from './remembered-accounts.ts';
import { rememberedChoices } from './remembered-columns.ts';
import { choicesMade, forgetDone, keptNumbers, meantBy } from './run-table.ts';
import { ownColumns } from './stored-own-columns.ts';
import { startLooked } from './table-start.ts';
import { readBook, type TableSource } from './table.ts';

export interface ImportsDependencies extends Omit<ImportRunDependencies, 'functions'> {
  db: Database;
  clock: Clock;
  agreements: Agreements;
  paper: PaperAgreements;
  /** Where a sheet lies until it is read. */
  uploads: UploadRoom<SheetInMemory>;
  work: WorkRegistry;
  /** L6: whether the rule set asks the agreement password. */
  asksPassword: boolean;
  days: RuleDays;
  /** Permission functions that an agreement may hold (H4): those of imported agreements unless fewer are chosen. */
  grantable: readonly string[];
}

/** Maximum imports whose results are kept. */
const resultsKept = 5;
/** Records set aside that are listed one by one. */
const asideShown = 500;

interface Preview {
  id: string;
  handlerId: string;
  book: string;
  sheet: number;
  laidOut: LaidOut;
  rows: JudgedRow[];
}

/** Importing clients from a table: read it, look at what would happen as often as it takes, then run as long work. */
export class Imports {
  readonly #previews = new Map<string, Preview>();
  readonly #outcomes = new Map<string, ReportInput>();
  readonly #books = new OpenBooks((book) => this.#dropPreviews((preview) => preview.book === book.id));

  constructor(private readonly deps: ImportsDependencies) {}

  /** Takes the next piece of what is to be read, into memory. @returns the upload. @throws as UploadRoom.take */
  takePiece(staff: StaffActor, piece: UploadPiece): Promise<string> {
    return this.deps.uploads.take(staff.sessionId, piece);
  }

  /** Reads what the session uploaded, as {@link open}; the upload is gone then, also when it cannot be read. @throws Refusal NOT_FOUND, CONFLICT */
  async openUploaded(staff: StaffActor, source: ImportSource) {
    const bytes = this.deps.uploads.whole(staff.sessionId, source.upload).take();
    await this.deps.uploads.end(staff.sessionId);
    return this.open(staff, { ...source, bytes });
  }

  /** Reads a text or file and keeps it in memory; nothing is written. @param source its bytes are gone afterwards. @throws InvalidInput on `source` */
  async open(staff: StaffActor, source: TableSource) {
    const book = await readBook(source);
    const open = this.#books.add(staff, book, source.kind === 'file' ? source.fileName : '');
    return {
      book: open.id,
      from: book.from,
      encoding: book.encoding,
      replaced: book.replaced,
      sheets: book.sheets.map(({ name, hidden, notes, records }) => ({ name, hidden, notes, records: records.length })),
    };
  }

  /** Says what importing a book would do; nothing is written. @throws Refusal NOT_FOUND when the book is gone; InvalidInput on `source` */
  async preview(staff: StaffActor, bookId: string, layout: Layout = importLayoutSchema.parse({})) {
    const open = this.#books.of(staff.handlerId, bookId);
    const { records } = open.sheet(layout.sheet);
    const members = groupedBy(await membersOfAgency(this.deps.db, staff.agencyId), ({ name }) => staffKey(name));
    const names = new Map([...members].map(([name, found]) => [name, found.map((member) => member.handler_id)]));
    const own = await ownColumns(this.deps.db);
    const laidOut = layOut(
      records,
      layout,
      await rememberedChoices(this.deps.db),
      await rememberedAccounts(this.deps.db),
      (name) => names.has(name),
      own,
    );
    if (laidOut.clients.length === 0)
      throw new InvalidInput([{ field: 'source', message: '只有标题行，没有可以导入的内容' }]);
    const unknown = new Map<string, number>();
    const decisions = new Map(layout.decisions.map((one) => [one.line, one]));
    const rows = await judgeTable(this.deps, staff, laidOut, decisions, {
      own,
      staff: names,
      kept: keptNumbers(layout),
      meant: meantBy(layout, [...members.values()].flat()),
      unknown: (name) => unknown.set(name, (unknown.get(name) ?? 0) + 1),
      asksPassword: this.deps.asksPassword,
      now: new Date(this.deps.clock.now()),
    });
    const preview = { id: randomUUID(), handlerId: staff.handlerId, book: bookId, sheet: layout.sheet, laidOut, rows };
    this.#dropPreviews((other) => other.handlerId === staff.handlerId);
    this.#previews.set(preview.id, preview);
    const start = laidOut.start && records[laidOut.start.at];
    const headingLines = new Set(
      laidOut.aside.flatMap(({ record, reason }) => (reason === 'heading' ? [record.line] : [])),
    );
    return {
      preview: preview.id,
      heading: laidOut.start && start ? { line: start.line, rows: laidOut.start.rows } : null,
      top: records.slice(0, startLooked).map(({ line, cells }) => ({
        line,
        // A heading is no secret, whatever stands below it.
        cells: cells.map((cell, at) => shownCell(cell, headingLines.has(line) ? undefined : laidOut.columns[at])),
      })),
      columns: laidOut.columns.map((_, at) => shownColumn(laidOut, at)),
      fields: shownFields(own),
      aside: laidOut.aside.slice(0, asideShown).map(({ record, reason }) => ({
        line: record.line,
        reason,
        text: record.cells
          .map((cell, at) => shownCell(cell, laidOut.columns[at]))
          .filter((text) => text !== '')
          .join(' ')
          .slice(0, 200),
      })),
      unknownStaff: [...unknown].map(([name, count]) => ({ name: name.slice(0, 100), rows: count })).slice(0, 500),
      total: rows.length,
      counts: countsOf(rows),
      changes: changesOf(rows),
      rows: rows.map(shown),
      vault: !rows.some(({ accounts }) => accounts.length > 0)
        ? null
        : this.deps.accounts.isOpen(staff)
          ? ('open' as const)
          : ('closed' as const),
      mends: open.mends,
    };
  }

  /** The cells of one record, secrets left out, and the client that it is or may be. @throws Refusal NOT_FOUND */
  async record(staff: StaffActor, previewId: string, line: number) {
    const { laidOut, rows } = this.#previewOf(staff, previewId);
    const row = rows.find((one) => one.line === line);
    const record = laidOut.clients.find((one) => one.line === line);
    if (!record || !row) throw gone();
    return {
      beside: await besideRow(this.deps.db, row, { agencyId: staff.agencyId, today: dayOf(this.deps.clock.now()) }),
      cells: mendableCells(record, laidOut.columns).map((cell, column) => ({
        column,
        heading: laidOut.columns[column]?.heading ?? '',
        field: laidOut.columns[column]?.field ?? null,
        ...cell,
      })),
    };
  }

  /** The cells of some records, secrets left out; records that are gone are left out. @throws Refusal NOT_FOUND */
  cells(staff: StaffActor, previewId: string, lines: readonly number[]) {
    const { laidOut } = this.#previewOf(staff, previewId);
    const wanted = new Set(lines);
    return laidOut.clients
      .filter(({ line }) => wanted.has(line))
      .map((record) => ({ line: record.line, cells: mendableCells(record, laidOut.columns) }));
  }

  /** Changes cells of a record, or leaves it out. @throws Refusal NOT_FOUND */
  mend(
    staff: StaffActor,
    input: { preview: string; line: number; cells: readonly { column: number; value: string }[]; drop: boolean },
  ): void {
    const { book, sheet } = this.#previewOf(staff, input.preview);
    const open = this.#books.of(staff.handlerId, book);
    if (input.drop) open.drop(sheet, input.line);
    else open.mend(sheet, [input]);
    this.#dropPreviews((preview) => preview.book === book);
  }

  /** Changes cells of several records as one change. @throws Refusal NOT_FOUND */
  mendBlock(staff: StaffActor, input: { preview: string; records: readonly MendedRecord[] }): void {
    const { book, sheet } = this.#previewOf(staff, input.preview);
    this.#books.of(staff.handlerId, book).mend(sheet, input.records);
    this.#dropPreviews((preview) => preview.book === book);
  }

  /** Takes the last change back. @throws Refusal NOT_FOUND */
  unmend(staff: StaffActor, bookId: string): void {
    this.#books.of(staff.handlerId, bookId).unmend();
    this.#dropPreviews((preview) => preview.book === bookId);
  }

  /** Forgets a book; one that is gone is no error. */
  forget(staff: StaffActor, bookId: string): void {
    try {
      this.#books.of(staff.handlerId, bookId);
    } catch {
      return;
    }
    this.#books.drop(bookId);
  }

  /**
   * Runs a preview as long work of the staff member's window. The book stays with what was refused, to be mended.
   * @param functions permission functions of the imported agreements; all that can be granted when absent
   * @throws Refusal NOT_FOUND when the preview is gone, DESK_BUSY while another import runs; InvalidInput on `functions` (H4)
   */
  run(staff: StaffActor, previewId: string, functions: readonly string[] = this.deps.grantable): { work: string } {
    const preview = this.#previewOf(staff, previewId);
    if ([...this.#outcomes.values()].some(({ outcome }) => !outcome.done)) {
      throw new Refusal('DESK_BUSY', '已有一项导入在进行，请等它结束或取消后再试。', { link: 'desk' });
    }
    if (functions.length === 0 || functions.some((id) => !this.deps.grantable.includes(id))) {
      throw new InvalidInput([{ field: 'functions', message: '有不能委托给代理机构的事项，请重新选择委托事项' }]);
    }
    if (
      preview.rows.some(({ verdict, accounts }) => verdict !== 'refused' && accounts.length > 0) &&
      !this.deps.accounts.isOpen(staff)
    )
      throw vaultClosed();
    this.#dropPreviews((one) => one === preview);
    const open = this.#books.of(staff.handlerId, preview.book);
    const chosen = { ...choicesMade(preview.laidOut), file: open.file };
    const run = new ImportRun({ ...this.deps, functions }, staff, preview.rows, chosen);
    const clients = new Set(preview.laidOut.clients.map(({ line }) => line));
    const running = async (report: Report, signal: AbortSignal): Promise<string> => {
      try {
        return await run.run(report, signal);
      } finally {
        const stays = new Set(run.outcome.rows.filter(isUnfinished).map((row) => row.line));
        forgetDone(preview.laidOut, stays);
        if (stays.size === 0) this.#books.drop(preview.book);
        else open.keepOnly(preview.sheet, clients, stays);
      }
    };
    const work = this.deps.work.start(staff, '导入客户', preview.rows.length, running, '已取消，没有写入任何数据。');
    this.#outcomes.set(work, { laidOut: preview.laidOut, outcome: run.outcome });
    for (const old of [...this.#outcomes.keys()].slice(0, -resultsKept)) this.#outcomes.delete(old);
    return { work };
  }

  /** Per-row result of an import, also while it runs. @throws Refusal NOT_FOUND */
  result(work: string) {
    const { outcome } = this.#outcomeOf(work);
    return {
      done: outcome.done,
      cancelled: outcome.cancelled,
      stopped: outcome.stopped,
      import: outcome.importId,
      rows: outcome.rows.map((row) => ({ ...shown(row), result: row.result })),
    };
  }

  /** What was not imported, as .xlsx (base64), with a column that says why; secrets are left out. @throws Refusal NOT_FOUND */
  report(work: string): Promise<{ base64: string; rows: number }> {
    return reportOf(this.#outcomeOf(work));
  }

  /** Forgets the books and uploads of a session that ended: they hold passwords. */
  async sessionEnded(sessionId: string): Promise<void> {
    this.#books.dropOf(sessionId);
    await this.deps.uploads.end(sessionId);
  }

  /** Drops what is held of books: the desk closes. */
  async close(): Promise<void> {
    await this.deps.uploads.close();
    this.#books.close();
    this.#previews.clear();
  }

  #outcomeOf(work: string): ReportInput {
    const found = this.#outcomes.get(work);
    if (!found) throw new Refusal('NOT_FOUND', '没有这次导入的结果，结果只保留到程序关闭。', { link: 'state' });
    return found;
  }

  #previewOf(staff: StaffActor, id: string): Preview {
    const preview = this.#previews.get(id);
    if (preview?.handlerId !== staff.handlerId) throw gone();
    return preview;
  }

  #dropPreviews(which: (preview: Preview) => boolean): void {
    for (const preview of [...this.#previews.values()]) if (which(preview)) this.#previews.delete(preview.id);
  }
}

const vaultClosed = (): Refusal =>
  new Refusal('VAULT_LOCKED', '表中有账号密码，要存进保险库：请先打开保险库，再导入。', { link: 'vault' });

const gone = (): Refusal => new Refusal('NOT_FOUND', '这次预览已过期，请重新预览后再导入。', { link: 'state' });
