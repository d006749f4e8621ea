import { fileKindOf, refuseUnreadable } from './file-kind.ts';
import { readHtmlTable } from './html-table.ts';
import { batch, parseTable } from './table-parse.ts';
import { UnreadableTable, type TableRecord } from './table-record.ts';
import { decodeText, type TextEncodingName } from './text-encoding.ts';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** What somebody gives to be imported: typed or pasted, with the clipboard's HTML where it has some, or a file as base64. */
export type TableSource =
  { kind: 'text'; text: string; html?: string | undefined } | { kind: 'file'; name: string; base64: string };

/** What a source turned out to be, sheet by sheet; its records follow. */
export interface BookHead {
  from: 'text' | 'html' | 'workbook';
  encoding: TextEncodingName | null;
  /** Places that could not be read in that encoding. */
  replaced: number;
  sheets: { name: string; hidden: boolean; notes: string[] }[];
}

/** Gets the head once, then records, some at a time, sheet after sheet. */
export interface BookReader {
  head(head: BookHead): void;
  records(sheet: number, records: TableRecord[]): void;
}

/** Reads a source to its end. @throws UnreadableTable */
export async function readSource(source: TableSource, reader: BookReader): Promise<void> {
  const head = (from: BookHead['from'], rest: Partial<BookHead> = {}): void =>
    reader.head({ from, encoding: null, replaced: 0, sheets: [{ name: '', hidden: false, notes: [] }], ...rest });
  const all = (sheet: number, records: readonly TableRecord[]): void => {
    for (let at = 0; at < records.length; at += batch) reader.records(sheet, records.slice(at, at + batch));
  };
  if (source.kind === 'text') {
    const table = source.html === undefined ? [] : readHtmlTable(source.html);
    head(table.length > 0 ? 'html' : 'text');
    if (table.length > 0) all(0, table);
    else parseTable(source.text, (records) => reader.records(0, records));
    return;
  }
  const bytes = Buffer.from(source.base64, 'base64');
  const kind = fileKindOf(bytes);
  refuseUnreadable(kind);
  if (kind === 'text') {
    const { text, encoding, replaced } = decodeText(bytes);
    head('text', { encoding, replaced });
    parseTable(text, (records) => reader.records(0, records));
    return;
  }
  // Only a workbook needs the library: a pasted table does not wait for it.
  const { readWorkbook } = await import('./workbook.ts');
  const sheets = await readWorkbook(bytes);
  if (sheets.length === 0) throw new UnreadableTable('这个工作簿里没有内容，请选择别的文件');
  head('workbook', { sheets: sheets.map(({ name, hidden, notes }) => ({ name, hidden, notes })) });
  sheets.forEach((sheet, index) => all(index, sheet.records));
}
