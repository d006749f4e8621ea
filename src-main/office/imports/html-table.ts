import { Parser } from 'htmlparser2';
import { isSwallowing, TableMeter, withoutEmptyEnd, type TableRecord } from './table-record.ts';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

/** Cells that one span fills at most. */
const longestSpan = 1_000;

interface OpenCell {
  text: string;
  across: number;
  down: number;
}

/**
 * Reads the first table of a clipboard's HTML: its cells are exact where the text beside it only guesses. Spans fill each of their cells; nothing is
 * loaded or run. @returns no records when there is no table in it. @throws UnreadableTable beyond a limit
 */
export function readHtmlTable(html: string): TableRecord[] {
  const records: TableRecord[] = [];
  const meter = new TableMeter();
  /** Values that reach down from rows above, by column. */
  const reaching = new Map<number, { text: string; rows: number }>();
  let [tables, done, line] = [0, false, 0];
  let row: OpenCell[] | null = null;
  let cell: OpenCell | null = null;
  let quiet = 0;

  const endRow = (): void => {
    if (!row) return;
    line += 1;
    const cells: string[] = [];
    const blanks: number[] = [];
    const fromAbove = (): void => {
      for (let above = reaching.get(cells.length); above; above = reaching.get(cells.length)) {
        if (above.rows === 1) reaching.delete(cells.length);
        else above.rows -= 1;
        cells.push(above.text);
      }
    };
    for (const { text, across, down } of row) {
      fromAbove();
      const shown = text.replaceAll(/[ \u00a0]*\n[ \u00a0]*/gu, '\n').trim();
      // An ordinary blank at either end is how the page is written; one that does not break was meant.
      const kept = shown !== '' && /^\s*\u00a0|\u00a0\s*$/u.test(text);
      for (let n = 0; n < across; n += 1) {
        if (kept) blanks.push(cells.length);
        if (down > 1) reaching.set(cells.length, { text: shown, rows: down - 1 });
        cells.push(shown);
      }
    }
    fromAbove();
    row = null;
    const full = withoutEmptyEnd(cells);
    if (full.length === 0) return;
    meter.count(line, full);
    records.push({
      line,
      cells: full,
      ...(full.some(isSwallowing) ? { marks: ['swallowing' as const] } : {}),
      ...(blanks.length > 0 ? { blanks } : {}),
    });
  };
  const endCell = (): void => {
    if (cell && row) row.push(cell);
    cell = null;
  };
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (done) return;
      if (name === 'table') tables += 1;
      else if (name === 'style' || name === 'script') quiet += 1;
      else if (tables === 1 && name === 'tr') {
        endCell();
        endRow();
        row = [];
      } else if (tables === 1 && (name === 'td' || name === 'th')) {
        endCell();
        row ??= [];
        cell = { text: '', across: spanOf(attributes['colspan']), down: spanOf(attributes['rowspan']) };
      } else if (name === 'br' && cell) cell.text += '\n';
    },
    ontext: (text) => {
      if (cell && quiet === 0 && !done) cell.text += text.replaceAll(/[ \t\r\n]+/gu, ' ');
    },
    onclosetag: (name) => {
      if (done) return;
      if (name === 'style' || name === 'script') quiet -= 1;
      else if (name === 'td' || name === 'th') {
        if (tables === 1) endCell();
      } else if (name === 'tr') {
        if (tables === 1) {
          endCell();
          endRow();
        }
      } else if (name === 'table') {
        if (tables === 1) {
          endCell();
          endRow();
          done = records.length > 0;
        }
        tables -= 1;
      }
    },
  });
  parser.write(html);
  parser.end();
  return records;
}

const spanOf = (text: string | undefined): number =>
  Math.min(longestSpan, Math.max(1, Math.trunc(Number(text ?? '1')) || 1));
