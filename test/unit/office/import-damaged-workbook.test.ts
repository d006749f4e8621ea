import { Workbook } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importLayoutSchema } from '@contract/imports.ts';
import { layOut } from '../../../src-main/office/imports/layout.ts';
import { readSource } from '../../../src-main/office/imports/read-source.ts';
import { readRow } from '../../../src-main/office/imports/rows.ts';
import type { TableRecord } from '../../../src-main/office/imports/table-record.ts';
import { chosen } from './import-sheets.ts';
import { sampleId, sampleName, sampleRow, sampleSheets } from './sample-sheets.ts';

/* 50 variants of each sheet with DESK_TEST_FULL=1, some of them else: a workbook takes its time. */
const runs = process.env['DESK_TEST_FULL'] === '1' ? 50 : 6;
const clients = Array.from({ length: 6 }, (_, i) => i + 1);
const surroundings = { staff: new Map(), asksPassword: true, now: new Date('2026-11-23T04:00:00Z') };

/** What happens to workbooks on their way: how they look changes, and not what they say. */
const damages = fc.record({
  order: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
  titles: fc.array(fc.constantFrom('代账客户一览表', '制表：张三', '说明：“必填”项不能为空'), { maxLength: 3 }),
  mergedTitle: fc.boolean(),
  left: fc.nat(2),
  blankRows: fc.array(fc.nat(5), { maxLength: 3 }),
  repeated: fc.boolean(),
  total: fc.boolean(),
  example: fc.boolean(),
  hiddenColumns: fc.array(fc.nat(20), { maxLength: 2 }),
  /** How the numbers of clients are written: as they are, as rich text, as a formula's result, with marks that nobody sees. */
  numbers: fc.constantFrom('plain', 'rich', 'formula', 'unseen', 'apostrophe', 'wide'),
  stray: fc.array(fc.nat(5), { maxLength: 3 }),
  lines: fc.array(fc.nat(5), { maxLength: 2 }),
  mergedNotes: fc.boolean(),
});
type Damages = typeof damages extends fc.Arbitrary<infer T> ? T : never;

const wide = (text: string): string =>
  text.replaceAll(/[0-9A-Z]/gu, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
function numberAs(text: string, how: Damages['numbers']): unknown {
  if (how === 'rich') return { richText: [{ text: text.slice(0, 7) }, { text: text.slice(7), font: { bold: true } }] };
  if (how === 'formula') return { formula: `T("${text}")`, result: text };
  if (how === 'unseen') return `\u200b${text.slice(0, 4)}\u00a0${text.slice(4)}\ufeff`;
  if (how === 'apostrophe') return `'${text}`;
  return how === 'wide' ? wide(text) : text;
}

async function damaged(headings: readonly string[], rows: readonly (readonly string[])[], how: Damages) {
  const book = new Workbook();
  const sheet = book.addWorksheet('客户');
  const order = headings.map((_, at) => at).toSorted((a, b) => (how.order[a] ?? 0) - (how.order[b] ?? 0));
  const left = Array.from({ length: how.left }, () => null);
  const noteAt = headings.findIndex((heading) => /备注|启用|摘要|归属地|地址/u.test(heading));
  const numbers = new Set(clients.map(sampleId));
  for (const title of how.titles) {
    const { number } = sheet.addRow([...left, title]);
    if (how.mergedTitle) sheet.mergeCells(number, 1 + how.left, number, how.left + headings.length);
  }
  const names = order.map((at) => headings[at] ?? '');
  sheet.addRow([...left, ...names]);
  if (how.example) sheet.addRow([...left, '示例：', ...names.slice(1).map(() => '（填写）')]);
  const noted: number[] = [];
  for (const [client, row] of rows.entries()) {
    if (how.blankRows.includes(client)) sheet.addRow([]);
    if (how.repeated && client === 3) sheet.addRow([...left, ...names]);
    const cells = order.map((at): unknown => {
      const text = row[at] ?? '';
      if (numbers.has(text)) return numberAs(text, how.numbers);
      if (at !== noteAt) return text;
      return how.lines.includes(client) ? `${text}\n第二行，还有` : how.stray.includes(client) ? `"${text}` : text;
    });
    noted.push(sheet.addRow([...left, ...cells]).number);
  }
  if (how.total) sheet.addRow([...left, '合计', String(rows.length)]);
  for (const column of how.hiddenColumns) if (column < headings.length) sheet.getColumn(column + 1).hidden = true;
  const column = order.indexOf(noteAt) + 1 + how.left;
  const [first = 0, second = 0] = noted;
  // A note over two clients is both of theirs, and makes no one of them.
  if (how.mergedNotes && noteAt >= 0 && second === first + 1) sheet.mergeCells(first, column, second, column);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const numbersOf = (cells: readonly string[]): string[] => {
  const text = cells.map((cell) => cell.normalize('NFKC').replaceAll(/[\s\p{Cf}']/gu, '')).join(' ');
  return clients.map(sampleId).filter((number) => text.includes(number));
};

describe.each(sampleSheets)('workbook of sheet $name, damaged on its way', (sheet) => {
  const rows = clients.map((n) => sampleRow(sheet, n));
  const main = Object.values(sheet.expected);

  it('loses no record and mixes none', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (how) => {
        const bytes = await damaged(sheet.headings, rows, how);
        const records: TableRecord[] = [];
        await readSource(chosen(bytes), { head: () => undefined, records: (_, some) => records.push(...some) });
        const found = records.flatMap(({ cells }) => [...new Set(numbersOf(cells))]);
        for (const { cells } of records) expect(new Set(numbersOf(cells)).size).toBeLessThanOrEqual(1);
        if (!main.includes('taxpayerId')) return;
        expect([...new Set(found)]).toEqual(clients.map(sampleId));
        const laidOut = layOut(
          records,
          importLayoutSchema.parse({}),
          () => new Map(),
          () => new Map(),
          () => false,
        );
        // Each record is a client or set aside, once.
        expect(
          [...laidOut.clients, ...laidOut.aside.map(({ record }) => record)]
            .map(({ line }) => line)
            .toSorted((a, b) => a - b),
        ).toEqual(records.map(({ line }) => line));
        const read = laidOut.clients
          .map((record) => readRow(record, laidOut.columns, surroundings))
          .filter(({ taxpayerId }) => taxpayerId !== '');
        expect(read.map(({ taxpayerId }) => taxpayerId)).toEqual(clients.map(sampleId));
        if (main.includes('name')) expect(read.map(({ name }) => name)).toEqual(clients.map(sampleName));
      }),
      { numRuns: runs },
    );
  }, 600_000);
});
