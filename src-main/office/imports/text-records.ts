import { looksLikeFirmId } from './table-record.ts';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** One record as it stands in a text. */
export interface TextRecord {
  cells: string[];
  /** Offset behind its last character. */
  end: number;
  /** A quotation mark without its partner. */
  stray: boolean;
}

/** Lines that one cell may take. */
const cellLines = 200;
const blank = /[ \u00a0\u3000]/u;

/** What records of a table look like, learned from the lines that need no quoting. */
export interface RecordShape {
  /** Cells that most lines have; null: not known. */
  width: number | null;
  /** Column of taxpayer numbers; -1: not known. */
  idColumn: number;
}

interface Cell {
  text: string;
  /** Offset of what ends it: separator, line end or end of the text. */
  end: number;
  kind: 'plain' | 'quoted' | 'unclosed';
}

/** A cell in quotation marks, or null when the marks are no pair around it. `across`: it may hold line ends. */
function quotedCell(text: string, open: number, separator: string, across: boolean): Cell | 'unclosed' | null {
  const lineEnd = across ? -1 : text.indexOf('\n', open);
  const limit = lineEnd < 0 ? text.length : lineEnd;
  for (let at = text.indexOf('"', open + 1); at >= 0 && at < limit; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    let after = at + 1;
    while (after < text.length && text[after] !== separator && blank.test(text[after] ?? '')) after += 1;
    if (after < text.length && text[after] !== separator && text[after] !== '\n') return null;
    return { text: text.slice(open + 1, at).replaceAll('""', '"'), end: after, kind: 'quoted' };
  }
  return 'unclosed';
}

function plainCell(text: string, from: number, separator: string, kind: Cell['kind']): Cell {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1;
  return { text: text.slice(from, end), end, kind };
}

function cellAt(text: string, from: number, separator: string, across: boolean): Cell {
  let open = from;
  while (open < text.length && text[open] !== separator && blank.test(text[open] ?? '')) open += 1;
  if (text[open] !== '"') return plainCell(text, from, separator, 'plain');
  const quoted = quotedCell(text, open, separator, across);
  if (quoted === null) {
    const plain = plainCell(text, from, separator, 'plain');
    return (plain.text.split('"').length - 1) % 2 === 1 ? { ...plain, kind: 'unclosed' } : plain;
  }
  return quoted === 'unclosed' ? plainCell(text, from, separator, 'unclosed') : quoted;
}

/** The record that begins at an offset, with every cell in its own line. */
export function recordOfLine(text: string, start: number, separator: string): TextRecord {
  const cells: string[] = [];
  let stray = false;
  for (let at = start; ; at += 1) {
    const cell = cellAt(text, at, separator, false);
    cells.push(cell.text);
    stray ||= cell.kind === 'unclosed';
    at = cell.end;
    if (at >= text.length || text[at] === '\n') return { cells, end: at, stray };
  }
}

/** The record that begins at an offset, with cells that hold line ends; null when the marks do not close as they should. */
function recordAcross(text: string, start: number, separator: string): TextRecord | null {
  const cells: string[] = [];
  for (let at = start; ; at += 1) {
    const cell = cellAt(text, at, separator, true);
    if (cell.kind === 'unclosed' || cell.text.split('\n').length > cellLines) return null;
    cells.push(cell.text);
    at = cell.end;
    if (at >= text.length || text[at] === '\n') return { cells, end: at, stray: false };
  }
}

/**
 * The record that begins at an offset. What quotation marks mean is decided for this record alone: a cell goes on in the next line only when the whole
 * is one record of this table and its lines are none by themselves, so that no record can swallow another.
 */
export function recordAt(text: string, start: number, separator: string, shape: RecordShape): TextRecord {
  const alone = recordOfLine(text, start, separator);
  if (!alone.stray) return alone;
  const across = recordAcross(text, start, separator);
  return across && across.end > alone.end && isOneRecord(text, start, across, separator, shape) ? across : alone;
}

function isOneRecord(text: string, start: number, across: TextRecord, separator: string, shape: RecordShape): boolean {
  const isWhole = (cells: readonly string[]): boolean => isRecord(cells, shape);
  if (shape.width !== null && across.cells.length !== shape.width && !isWhole(across.cells)) return false;
  const lines: string[][] = [];
  for (let at = start; at <= across.end;) {
    const line = recordOfLine(text, at, separator);
    lines.push(line.cells);
    at = line.end + 1;
  }
  const [first = [], last = []] = [lines[0], lines.at(-1)];
  if (lines.slice(1, -1).some(isWhole)) return false;
  // Two columns may have the number: of one client in both lines.
  const id = (cells: readonly string[]): string => cells[shape.idColumn]?.trim() ?? '';
  return !(isWhole(first) && isWhole(last)) || (id(first) !== '' && id(first) === id(last));
}

/** Whether cells are a record of the table by themselves. */
function isRecord(cells: readonly string[], { width, idColumn }: RecordShape): boolean {
  if (idColumn < 0) return width === null ? cells.some(looksLikeFirmId) : cells.length === width && width > 1;
  const id = cells[idColumn]?.trim() ?? '';
  if (looksLikeFirmId(id)) return true;
  return cells.length === width && (id === '' || /[0-9A-Z]{6}/iu.test(id));
}

/** Learns from the first lines what a record looks like. @param looked lines at most */
export function shapeOf(text: string, separator: string, looked = 500): RecordShape {
  const widths = new Map<number, number>();
  const ids = new Map<number, number>();
  for (let [at, n] = [0, 0]; at < text.length && n < looked; n += 1) {
    const { cells, end, stray } = recordOfLine(text, at, separator);
    // A mark without its partner may belong to a cell of several lines: such a line says nothing.
    const whole = (text.slice(at, end).split('"').length - 1) % 2 === 0;
    at = end + 1;
    if (stray || !whole || cells.every((cell) => cell.trim() === '')) continue;
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    const id = cells.findIndex(looksLikeFirmId);
    if (id >= 0) ids.set(id, (ids.get(id) ?? 0) + 1);
  }
  return { width: most(widths), idColumn: most(ids) ?? -1 };
}

function most(counts: ReadonlyMap<number, number>): number | null {
  let [best, times] = [null as number | null, 0];
  for (const [value, count] of counts) if (count > times) [best, times] = [value, count];
  return best;
}
