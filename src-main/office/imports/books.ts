import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { TableRecord } from './table-record.ts';
import type { Book, Sheet } from './table.ts';

/** Milliseconds without use after which a book is dropped: it holds passwords. */
const kept = 30 * 60_000;

/** One change that can be taken back. */
type Mend =
  | { kind: 'cells'; changed: { record: TableRecord; before: Pick<TableRecord, 'cells' | 'blanks'> }[] }
  | { kind: 'drop'; sheet: Sheet; record: TableRecord; at: number };

/** Cells of a record as they are to be. */
export interface MendedRecord {
  line: number;
  cells: readonly { column: number; value: string }[];
}

/** A book that somebody has open, with what was changed in it. */
export class OpenBook {
  readonly id = randomUUID();
  readonly #mends: Mend[] = [];

  constructor(
    readonly handlerId: string,
    readonly sessionId: string,
    readonly book: Book,
    /** Name of the file; empty: it was pasted. */
    readonly file: string,
  ) {}

  get mends(): number {
    return this.#mends.length;
  }

  /** @throws Refusal NOT_FOUND */
  sheet(at: number): Sheet {
    const sheet = this.book.sheets[at];
    if (!sheet) throw new Refusal('NOT_FOUND', '没有这张工作表，请重新选择。', { link: 'state' });
    return sheet;
  }

  /** Changes cells of records: all of them or, where one is gone, none. One change that can be taken back. @throws Refusal NOT_FOUND */
  mend(sheetAt: number, records: readonly MendedRecord[]): void {
    const sheet = this.sheet(sheetAt);
    const changed = records.map(({ line }) => {
      const record = this.#record(sheet, line);
      return { record, before: { cells: [...record.cells], blanks: record.blanks ?? [] } };
    });
    this.#mends.push({ kind: 'cells', changed });
    for (const [at, { record }] of changed.entries())
      for (const { column, value } of records[at]?.cells ?? []) {
        while (record.cells.length <= column) record.cells.push('');
        record.cells[column] = value;
        // What was typed is looked at as it stands.
        if (record.blanks) record.blanks = record.blanks.filter((one) => one !== column);
      }
  }

  /** Leaves a record out, whole. @throws Refusal NOT_FOUND */
  drop(sheetAt: number, line: number): void {
    const sheet = this.sheet(sheetAt);
    const record = this.#record(sheet, line);
    const at = sheet.records.indexOf(record);
    sheet.records.splice(at, 1);
    this.#mends.push({ kind: 'drop', sheet, record, at });
  }

  /** Takes the last change back; nothing when there is none. */
  unmend(): void {
    const last = this.#mends.pop();
    if (last?.kind === 'cells') for (const { record, before } of last.changed) Object.assign(record, before);
    if (last?.kind === 'drop') last.sheet.records.splice(last.at, 0, last.record);
  }

  /** Forgets the clients of a sheet that are done; what stays can be mended. Nothing can be taken back afterwards. */
  keepOnly(sheetAt: number, clients: ReadonlySet<number>, stays: ReadonlySet<number>): void {
    const sheet = this.sheet(sheetAt);
    sheet.records = sheet.records.filter(({ line }) => !clients.has(line) || stays.has(line));
    this.#mends.length = 0;
  }

  #record(sheet: Sheet, line: number): TableRecord {
    const record = sheet.records.find((one) => one.line === line);
    if (!record) throw new Refusal('NOT_FOUND', '没有这一行，可能已经删除。请重新核对。', { link: 'state' });
    return record;
  }
}

/** Books that are open, one a person. */
export class OpenBooks {
  readonly #books = new Map<string, { open: OpenBook; timer: NodeJS.Timeout }>();

  #closed = false;

  /** @param gone told when the book is forgotten */
  constructor(private readonly gone: (book: OpenBook) => void) {}

  /** @throws Refusal NOT_FOUND when the desk closed while it was read */
  add({ handlerId, sessionId }: { handlerId: string; sessionId: string }, book: Book, file = ''): OpenBook {
    if (this.#closed) throw new Refusal('NOT_FOUND', '这次读取的内容已过期，请重新选择文件或粘贴。', { link: 'state' });
    for (const { open } of [...this.#books.values()]) if (open.handlerId === handlerId) this.drop(open.id);
    const open = new OpenBook(handlerId, sessionId, book, file);
    this.#books.set(open.id, { open, timer: this.#timer(open.id) });
    return open;
  }

  /** @throws Refusal NOT_FOUND when it is forgotten, or somebody else's */
  of(handlerId: string, id: string): OpenBook {
    const found = this.#books.get(id);
    if (found?.open.handlerId !== handlerId)
      throw new Refusal('NOT_FOUND', '这次读取的内容已过期，请重新选择文件或粘贴。', { link: 'state' });
    clearTimeout(found.timer);
    found.timer = this.#timer(id);
    return found.open;
  }

  drop(id: string): void {
    const found = this.#books.get(id);
    if (!found) return;
    clearTimeout(found.timer);
    this.#books.delete(id);
    this.gone(found.open);
  }

  dropOf(sessionId: string): void {
    for (const { open } of [...this.#books.values()]) if (open.sessionId === sessionId) this.drop(open.id);
  }

  close(): void {
    this.#closed = true;
    for (const id of [...this.#books.keys()]) this.drop(id);
  }

  #timer(id: string): NodeJS.Timeout {
    const timer = setTimeout(() => this.drop(id), kept);
    timer.unref();
    return timer;
  }
}
