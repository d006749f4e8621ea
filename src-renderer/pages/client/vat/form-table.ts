import type { VatReturn } from '@contract/business.ts';

export type FormLine = VatReturn['formLines'][number];

/** One row of the paper form: a number, what it is, and one cell a column; null where the paper has none. */
export interface FormRow {
  key: string;
  number: string;
  title: string;
  cells: (FormLine | null)[];
}
export interface FormSection {
  id: string;
  title: string;
  columns: string[];
  rows: FormRow[];
}

const parted = (line: FormLine): { title: string; column: string | null } => {
  const at = line.group.indexOf('·');
  return at < 0
    ? { title: line.group, column: null }
    : { title: line.group.slice(0, at), column: line.group.slice(at + 1) };
};

/** Rows of a group whose name carries its column (`二、税款计算·货物及劳务`): one row a number. */
function columned(lines: readonly FormLine[], columns: readonly string[]): FormRow[] {
  const rows = new Map<string, FormRow>();
  for (const line of lines) {
    const row = rows.get(line.number) ?? {
      key: line.key,
      number: line.number,
      title: line.title,
      cells: columns.map(() => null),
    };
    row.cells[columns.indexOf(parted(line).column ?? '')] = line;
    rows.set(line.number, row);
  }
  // As printed: a line that only one column has stands at its number, not behind those of the other.
  const place = (row: FormRow): number => Number(/\d+/.exec(row.number)?.[0] ?? Infinity);
  return [...rows.values()].sort((a, b) => place(a) - place(b));
}

/** Rows of sales beside the tax worked out from them (`附一1`, `附一1税额`). */
function salesAndTax(lines: readonly FormLine[]): FormRow[] {
  return lines
    .filter((line) => !line.number.endsWith('税额'))
    .map((line) => ({
      key: line.key,
      number: line.number,
      title: line.title,
      cells: [line, lines.find((other) => other.number === `${line.number}税额`) ?? null],
    }));
}

/** The lines of a return as the tables of its paper form, in their order. @param words heads of the columns that the form itself does not name */
export function formSections(
  lines: readonly FormLine[],
  words: { amount: string; sales: string; tax: string },
): FormSection[] {
  const groups = new Map<string, FormLine[]>();
  for (const line of lines) {
    const { title } = parted(line);
    groups.set(title, [...(groups.get(title) ?? []), line]);
  }
  return [...groups].map(([title, members], index) => {
    const columns = [...new Set(members.flatMap((line) => parted(line).column ?? []))];
    const id = `section-${index}`;
    if (columns.length > 0) return { id, title, columns, rows: columned(members, columns) };
    if (members.some((line) => line.number.endsWith('税额')))
      return { id, title, columns: [words.sales, words.tax], rows: salesAndTax(members) };
    return {
      id,
      title,
      columns: [words.amount],
      rows: members.map((line) => ({ key: line.key, number: line.number, title: line.title, cells: [line] })),
    };
  });
}
