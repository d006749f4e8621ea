import { Workbook } from '@cj-tech-master/excelts';

/* Runs in a worker of its own (table-worker.ts): imports nothing of the program. */

/** A sheet to be written: every cell is text, so that nothing is computed and no number loses digits. */
export interface SheetToWrite {
  name: string;
  headings: string[];
  rows: string[][];
}

/** Widest column, in characters. */
const widest = 60;

/** Writes one sheet as .xlsx, with headings that stay in sight and columns as wide as what they hold. */
export async function writeWorkbook({ name, headings, rows }: SheetToWrite): Promise<Uint8Array> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headings.map((heading, at) => ({
    header: heading,
    width: Math.min(widest, Math.max(wideAs(heading), ...rows.slice(0, 200).map((row) => wideAs(row[at] ?? '')))),
    style: { numFmt: '@' },
  }));
  for (const row of rows) sheet.addRow(row);
  sheet.getRow(1).font = { bold: true };
  return workbook.xlsx.writeBuffer();
}

/** Places that a text takes: a Chinese character takes two. */
const wideAs = (text: string): number =>
  [...text.slice(0, widest)].reduce((sum, character) => sum + (character > '\u00ff' ? 2 : 1), 2);
