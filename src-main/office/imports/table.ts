import { InvalidInput } from '@contract/errors.ts';
import { readSource, type BookHead, type BookReader, type TableSource } from './read-source.ts';
import { UnreadableTable, type TableRecord } from './table-record.ts';
import { besideEngine } from './beside-engine.ts';
import type { SheetToWrite } from './workbook-write.ts';

export { type TableSource } from './read-source.ts';
export { type TableRecord } from './table-record.ts';

/** One sheet with its records. */
export interface Sheet {
  name: string;
  hidden: boolean;
  notes: string[];
  records: TableRecord[];
}

export interface Book extends Omit<BookHead, 'sheets'> {
  sheets: Sheet[];
}

/** Bytes of a text up to which reading takes no longer than starting a worker. */
const shortText = 65_536;

/**
 * Reads a pasted table, a CSV or a workbook into records without empty ones. A file or a long text is read by a worker, so that everybody else is
 * served meanwhile. The bytes of the source are gone afterwards: given to the worker, or wiped.
 * @throws InvalidInput on `source`: nothing in it, not to be read, or beyond a limit, which is named
 */
export async function readBook(source: TableSource): Promise<Book> {
  const book: Book = { from: 'text', encoding: null, replaced: 0, sheets: [] };
  const reader: BookReader = {
    head: ({ sheets, ...head }) =>
      Object.assign(book, head, { sheets: sheets.map((one) => ({ ...one, records: [] })) }),
    records: (sheet, records) => {
      const into = book.sheets[sheet]?.records;
      for (const record of records) into?.push(record);
    },
  };
  const short = source.kind === 'text' && source.bytes.length <= shortText;
  const problem = await (short ? readHere(source, reader) : readBeside(source, reader));
  if (problem !== null) throw unreadable(problem);
  if (book.sheets.every((sheet) => sheet.records.length === 0))
    throw unreadable('没有可以导入的内容，请粘贴表格或选择文件');
  return book;
}

const unreadable = (message: string): InvalidInput => new InvalidInput([{ field: 'source', message }]);

async function readHere(source: TableSource, reader: BookReader): Promise<string | null> {
  try {
    await readSource(source, reader);
    return null;
  } catch (error) {
    if (error instanceof UnreadableTable) return error.message;
    throw error;
  } finally {
    source.bytes.fill(0);
  }
}

const readBeside = (source: TableSource, reader: BookReader): Promise<string | null> =>
  besideEngine(
    { read: source },
    (message) => {
      if ('head' in message) reader.head(message.head);
      else if ('records' in message) reader.records(message.sheet, message.records);
    },
    // Given, not copied.
    { given: [source.bytes.buffer] },
  ).then((found) => found?.message ?? null);

/** Writes a sheet as .xlsx beside the engine. @returns the bytes of the file. @throws InvalidInput on `source` when it is too large */
export async function writeSheet(sheet: SheetToWrite): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  const found = await besideEngine({ write: sheet }, (message) => {
    if ('written' in message) bytes = new Uint8Array(message.written);
  });
  if (found !== null) throw unreadable(found.message);
  return bytes;
}
