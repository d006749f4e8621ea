import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { ImportRow } from '@contract/imports.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Agreements } from '../../bureau/delegation/agreements.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { PaperAgreements } from '../clients/paper-agreements.ts';
import type { WorkRegistry } from '../work/work.ts';
import { columnsOf } from './columns.ts';
import { ImportRun, type ImportOutcome, type ImportRunParts } from './import-run.ts';
import { judgeRows, type JudgedRow } from './judge.ts';
import { readRow } from './rows.ts';
import { readTable } from './table.ts';

export interface ImportsParts extends Omit<ImportRunParts, 'functions'> {
  db: Database;
  clock: Clock;
  agreements: Agreements;
  paper: PaperAgreements;
  work: WorkRegistry;
  /** L6: whether the rule set asks the agreement password. */
  asksPassword: boolean;
  /** Permission functions that an agreement may hold (H4): those of imported agreements unless fewer are chosen. */
  grantable: readonly string[];
}

/** Previews hold agreement passwords: dropped when run, or after so long. */
const previewKept = 15 * 60_000;
const rowsAtOnce = 400;
/** Results of so many imports can be asked for. */
const resultsKept = 5;

interface Preview {
  handlerId: string;
  rows: JudgedRow[];
  timer: NodeJS.Timeout;
}

/** Importing clients from a pasted table or CSV: look first, then run as long work, row by row. */
export class Imports {
  readonly #previews = new Map<string, Preview>();
  readonly #outcomes = new Map<string, ImportOutcome>();

  constructor(private readonly parts: ImportsParts) {}

  /** Reads a text and says what importing it would do; nothing is written. @throws InvalidInput on `text` */
  async preview(staff: StaffActor, text: string) {
    const { db, clock, agreements, paper, grantable, asksPassword } = this.parts;
    const records = await readTable(text);
    const staffByName = groupedBy(await membersOfAgency(db, staff.agencyId), (member) => member.name);
    const names = new Map(
      [...staffByName].map(([name, members]) => [name, members.map((member) => member.handler_id)]),
    );
    const columns = columnsOf(
      records.map((record) => record.cells),
      (name) => names.has(name),
    );
    const body = columns.hasHeader ? records.slice(1) : records;
    if (body.length === 0) throw new InvalidInput([{ field: 'text', message: '只有标题行，没有可以导入的内容' }]);
    const now = clock.now();
    const judge = {
      db,
      agreements,
      agencyId: staff.agencyId,
      today: dayOf(now),
      paperAllowed: paper.allowed,
      functions: grantable,
    };
    const rows: JudgedRow[] = [];
    const earlier = new Map<string, number>();
    for (let from = 0; from < body.length; from += rowsAtOnce) {
      const drafts = body
        .slice(from, from + rowsAtOnce)
        .map((record) => readRow(record, columns, { staff: names, asksPassword, now: new Date(now) }));
      rows.push(...(await judgeRows(judge, drafts, earlier)));
      await setImmediate();
    }
    const counts: Record<string, number> = { new: 0, update: 0, same: 0, refused: 0 };
    for (const row of rows) counts[row.verdict] = (counts[row.verdict] ?? 0) + 1;
    return {
      preview: this.#keep(staff, rows),
      columns: columns.titles,
      total: rows.length,
      counts,
      rows: rows.map(shown),
    };
  }

  /**
   * Runs a preview as long work of the staff member's window.
   * @param functions permission functions of the imported agreements; all that can be granted when absent
   * @throws Refusal NOT_FOUND when the preview is gone, DESK_BUSY while another import runs; InvalidInput on `functions` (H4)
   */
  run(staff: StaffActor, previewId: string, functions: readonly string[] = this.parts.grantable): { work: string } {
    const preview = this.#previews.get(previewId);
    if (preview?.handlerId !== staff.handlerId)
      throw new Refusal('NOT_FOUND', '这次预览已过期，请重新预览后再导入。', { link: 'state' });
    if ([...this.#outcomes.values()].some((outcome) => !outcome.done)) {
      throw new Refusal('DESK_BUSY', '已有一项导入在进行，请等它结束或取消后再试。', { link: 'desk' });
    }
    if (functions.length === 0 || functions.some((id) => !this.parts.grantable.includes(id))) {
      throw new InvalidInput([{ field: 'functions', message: '有不能委托给代理机构的事项，请重新选择委托事项' }]);
    }
    this.#drop(previewId);
    const run = new ImportRun({ ...this.parts, functions }, staff, preview.rows);
    const work = this.parts.work.start(staff.window, '导入客户', preview.rows.length, (report, signal) =>
      run.run(report, signal),
    );
    this.#outcomes.set(work, run.outcome);
    for (const old of [...this.#outcomes.keys()].slice(0, -resultsKept)) this.#outcomes.delete(old);
    return { work };
  }

  /** Per-row result of an import, also while it runs. @throws Refusal NOT_FOUND */
  result(work: string) {
    const outcome = this.#outcomes.get(work);
    if (!outcome) throw new Refusal('NOT_FOUND', '没有这次导入的结果，结果只保留到程序关闭。', { link: 'state' });
    return {
      done: outcome.done,
      cancelled: outcome.cancelled,
      rows: outcome.rows.map((row) => ({ ...shown(row), result: row.result })),
    };
  }

  /** Drops what is held of previews: the desk closes. */
  close(): void {
    for (const id of [...this.#previews.keys()]) this.#drop(id);
  }

  #keep(staff: StaffActor, rows: JudgedRow[]): string {
    // One preview a person: a new look replaces the one before.
    for (const [id, preview] of this.#previews) if (preview.handlerId === staff.handlerId) this.#drop(id);
    const id = randomUUID();
    const timer = setTimeout(() => this.#drop(id), previewKept);
    timer.unref();
    this.#previews.set(id, { handlerId: staff.handlerId, rows, timer });
    return id;
  }

  #drop(id: string): void {
    clearTimeout(this.#previews.get(id)?.timer);
    this.#previews.delete(id);
  }
}

/** A row as the contract gives it back: without the password. */
function shown(row: JudgedRow): ImportRow {
  return {
    line: row.line,
    name: row.name,
    taxpayerId: row.taxpayerId,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    hasPassword: row.agreementPassword !== null,
    verdict: row.verdict,
    problems: row.problems,
  };
}
