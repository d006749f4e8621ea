import { csvText } from '@contract/csv-text.ts';
import type { ListFormat } from '@contract/list-files.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { writeSheet } from '../imports/table.ts';

const formatNames: Readonly<Record<ListFormat, string>> = { xlsx: 'Excel', csv: 'CSV', print: '打印' };

/** A list that leaves the program: its words are the same in every format. */
export interface LeavingList {
  /** The stable name of the act, such as `clients.export`. */
  act: string;
  /** What it is: 客户名单. Also the name of the sheet. */
  title: string;
  /** What is counted: 户, 条. */
  unit: string;
  headings: readonly string[];
  rows: readonly (readonly string[])[];
  /** The client whose list it is. */
  client?: { id: string; name: string };
}

/** Base64 of the file; for `print`, the table itself. Formula cells are written as text (`csvText`, `writeSheet`). */
export interface ListFile {
  base64: string;
  rows: number;
  table: { headings: string[]; rows: string[][] } | null;
}

/** Makes the file of a list, and notes in the trail who took it. No secret is ever in one. */
export async function listFile(
  acts: Acts,
  staff: StaffActor,
  { act: name, title, unit, headings, rows, client }: LeavingList,
  format: ListFormat,
): Promise<ListFile> {
  const bytes =
    format === 'print'
      ? null
      : format === 'csv'
        ? Buffer.from(
            csvText(
              [...headings],
              rows.map((row) => [...row]),
            ),
          )
        : Buffer.from(await writeSheet({ name: title, headings: [...headings], rows: rows.map((row) => [...row]) }));
  const text =
    format === 'print'
      ? `打印${title}${rows.length}${unit}`
      : `导出${title}${rows.length}${unit}（${formatNames[format]}）`;
  await acts.run(null, (act) =>
    act.record({
      act: name,
      text,
      by: staff,
      origin: staff.origin,
      ...(client ? { client } : {}),
      detail: { lines: rows.length, columns: headings.join('、') },
    }),
  );
  return {
    base64: bytes === null ? '' : bytes.toString('base64'),
    rows: rows.length,
    table: bytes === null ? { headings: [...headings], rows: rows.map((row) => [...row]) } : null,
  };
}
