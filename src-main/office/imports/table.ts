import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { InvalidInput } from '@contract/errors.ts';

/** One record of a pasted table with the line it begins at, from 1. */
export interface TableRecord { line: number; cells: string[] }

/** Characters given to the parser at once: between them other work gets a turn. */
const chunk = 65_536;
/** Lines looked at to find out what separates the cells. */
const looked = 30;
const separators = ['\t', ',', ';', '，', '；'] as const;

/** What separates the cells of a text: the separator that most lines have; runs of blanks when there is none. */
export function separatorOf(text: string): string | null {
  const lines = text.slice(0, 20_000).split(/\r\n|\r|\n/u).filter((line) => line.trim() !== '').slice(0, looked);
  let [best, most] = [null as string | null, 0];
  for (const separator of separators) {
    const having = lines.filter((line) => line.includes(separator)).length;
    if (having > most) [best, most] = [separator, having];
  }
  return most * 2 >= lines.length ? best : null;
}

/**
 * Reads a pasted table or CSV. Empty lines are left out; cells come without blanks around them.
 * @throws InvalidInput on `text` when nothing is in it
 */
export async function readTable(text: string): Promise<TableRecord[]> {
  const separator = separatorOf(text);
  // One kind of line end: the parser counts the two characters of Windows inside a quoted cell as two lines.
  const lines = text.replaceAll(/\r\n?/gu, '\n');
  const source = separator === null ? lines.replaceAll(/[ \u3000]+(?=\S)/gu, '\t') : lines;
  const options: Options = {
    bom: true, delimiter: separator ?? '\t', info: true, relax_column_count: true, skip_empty_lines: true,
    record_delimiter: '\n',
  };
  const records = await parsed(source, options).catch(async (error: unknown) => {
    if (!(error instanceof CsvError)) throw error;
    // A stray quotation mark, as in a name typed by hand, would swallow rows: then only a pair around a whole cell means anything.
    const plain = await parsed(source, { ...options, quote: null });
    return plain.map(({ line, cells }) => ({ line, cells: cells.map((cell) => (/^"[^"]*"$/u.test(cell) ? cell.slice(1, -1) : cell)) }));
  });
  const filled = records.filter((record) => record.cells.some((cell) => cell !== ''));
  if (filled.length === 0) throw new InvalidInput([{ field: 'text', message: '没有可以导入的内容，请粘贴表格或选择文件' }]);
  return filled;
}

async function parsed(text: string, options: Options): Promise<TableRecord[]> {
  const records: TableRecord[] = [];
  const parser = Readable.from(pieces(text)).pipe(parse(options));
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const cells = record.map((cell) => cell.trim());
    const inside = record.reduce((sum, cell) => sum + (cell.match(/\n/gu)?.length ?? 0), 0);
    records.push({ line: info.lines - inside, cells });
  }
  return records;
}

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += chunk) yield text.slice(from, from + chunk);
}
