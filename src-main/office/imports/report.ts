import { shownCell, type LaidOut } from './layout.ts';
import { fieldFacts } from './heading-names.ts';
import { isUnfinished, type ImportOutcome } from './import-outcome.ts';
import { writeSheet } from './table.ts';

/** What a report is made of: a table as it was laid out when it was run, and what became of its rows. */
export interface ReportInput {
  laidOut: LaidOut;
  outcome: ImportOutcome;
}

/**
 * The rows that were not imported, as they stood, with why: mended in a spreadsheet it can be read again. Secrets are left out.
 * @returns an .xlsx as base64, and how many rows it has
 */
export async function reportOf({ laidOut, outcome }: ReportInput): Promise<{ base64: string; rows: number }> {
  const { columns, clients } = laidOut;
  const byLine = new Map(clients.map((record) => [record.line, record]));
  const due = outcome.rows.filter(isUnfinished).toSorted((a, b) => a.line - b.line);
  const rows = due.map((row) => {
    const cells = byLine.get(row.line)?.cells ?? [];
    const why = row.problems.map((problem) => problem.message).join('；');
    return [
      why || '这次导入没有写入任何数据',
      String(row.line),
      ...columns.map((column, at) => safeCell(cells[at] ?? '', column)),
    ];
  });
  const headings = columns.map(({ heading, field }, at) => heading || fieldFacts(field ?? '')?.title || `列${at + 1}`);
  const bytes = await writeSheet({ name: '未导入的客户', headings: ['原因', '原行号', ...headings], rows });
  return { base64: Buffer.from(bytes).toString('base64'), rows: rows.length };
}

/** A cell as it stands, unless nobody may read it. */
const safeCell = (text: string, column: LaidOut['columns'][number]): string =>
  column.secret || shownCell(text, { ...column, personal: false }).startsWith('••') ? '' : text;
