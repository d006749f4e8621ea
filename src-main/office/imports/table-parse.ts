import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** One record of a pasted table with the line it begins at, from 1. */
export interface TableRecord {
  line: number;
  cells: string[];
}

/** What one import takes at most; each is told with what to do. `record`: characters of one row. */
export const tableLimits = { rows: 200_000, columns: 100, cells: 1_500_000, record: 100_000 };

/** A table that is beyond a limit. The message is Chinese and names it. */
export class TableTooLarge extends Error {
  override readonly name = 'TableTooLarge';
}

/** Characters given to the parser at once. */
const chunk = 65_536;
/** Records handed on at once. */
const batch = 2_000;
/** Lines looked at to find out what separates the cells. */
const looked = 30;
const separators = ['\t', ',', ';', '，', '；'] as const;

/** What separates the cells of a text: the separator that most lines have; runs of blanks when there is none. */
export function separatorOf(text: string): string | null {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, looked);
  let [best, most] = [null as string | null, 0];
  for (const separator of separators) {
    const having = lines.filter((line) => line.includes(separator)).length;
    if (having > most) [best, most] = [separator, having];
  }
  return most * 2 >= lines.length ? best : null;
}

/**
 * Reads a text from its beginning to its end or to a limit, and hands on the records that hold anything.
 * @param put gets some records at a time; null: forget what was put, the table is read anew in another way
 * @throws TableTooLarge
 */
export async function parseTable(text: string, put: (records: TableRecord[] | null) => void): Promise<void> {
  const separator = separatorOf(text);
  // One kind of line end: the parser counts the two characters of Windows inside a quoted cell as two lines.
  const lines = text.replaceAll(/\r\n?/gu, '\n');
  const source = separator === null ? lines.replaceAll(/[ \u3000]+(?=\S)/gu, '\t') : lines;
  const options: Options = {
    bom: true,
    delimiter: separator ?? '\t',
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
    max_record_size: tableLimits.record,
  };
  try {
    await records(source, options, (cells) => cells, put);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    put(null);
    // A stray quotation mark, as in a name typed by hand, would swallow rows: then only a pair around a whole cell means anything.
    await records(
      source,
      { ...options, quote: null },
      (cells) => cells.map((cell) => (/^"[^"]*"$/u.test(cell) ? cell.slice(1, -1) : cell)),
      put,
    ).catch((again: unknown) => {
      throw again instanceof CsvError
        ? new TableTooLarge(`有一行超过${tableLimits.record}个字，请检查表格后分批导入`)
        : again;
    });
  }
}

async function records(
  text: string,
  options: Options,
  finish: (cells: string[]) => string[],
  put: (records: TableRecord[]) => void,
): Promise<void> {
  const parser = Readable.from(pieces(text)).pipe(parse(options));
  let [some, rows, cellCount] = [[] as TableRecord[], 0, 0];
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const cells = finish(record.map((cell) => cell.trim()));
    if (cells.every((cell) => cell === '')) continue;
    const inside = record.reduce((sum, cell) => sum + (cell.match(/\n/gu)?.length ?? 0), 0);
    rows += 1;
    cellCount += cells.length;
    if (cells.length > tableLimits.columns)
      throw new TableTooLarge(
        `第${info.lines}行有${cells.length}列，一次最多导入${tableLimits.columns}列，请删去不用的列后再导入`,
      );
    if (rows > tableLimits.rows) throw new TableTooLarge(`一次最多导入${tableLimits.rows}行，请分批导入`);
    if (cellCount > tableLimits.cells)
      throw new TableTooLarge(`一次最多导入${tableLimits.cells}格，请删去不用的列，或分批导入`);
    some.push({ line: info.lines - inside, cells });
    if (some.length < batch) continue;
    put(some);
    some = [];
  }
  if (some.length > 0) put(some);
}

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += chunk) yield text.slice(from, from + chunk);
}
