import { fileKindOf, refuseUnreadable } from './file-kind.ts';
import { readHtmlTable } from './html-table.ts';
import { batch, parseTable } from './table-parse.ts';
import { UnreadableTable, type TableRecord } from './table-record.ts';
import { decodeText, type TextEncodingName } from './text-encoding.ts';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** What somebody gives to be imported: typed or pasted text in UTF-8, `textBytes` long, after which the clipboard's HTML may stand, or a file. */
export type TableSource =
  | { kind: 'text'; bytes: Uint8Array<ArrayBuffer>; textBytes: number }
  | { kind: 'file'; fileName: string; bytes: Uint8Array<ArrayBuffer> };

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
  const { bytes } = source;
  if (source.kind === 'text') {
    const utf8 = new TextDecoder();
    const html = utf8.decode(bytes.subarray(source.textBytes));
    const table = html === '' ? [] : readHtmlTable(html);
    head(table.length > 0 ? 'html' : 'text');
    if (table.length > 0) all(0, table);
    else parseTable(utf8.decode(bytes.subarray(0, source.textBytes)), (records) => reader.records(0, records));
    return;
  }
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
