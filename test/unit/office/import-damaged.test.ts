import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeTaxpayerId, type TableRecord } from '../../../src-main/office/imports/table-record.ts';
import { layOut } from '../../../src-main/office/imports/layout.ts';
import { readRow } from '../../../src-main/office/imports/rows.ts';
import { chosen } from './import-sheets.ts';
import { readSource } from '../../../src-main/office/imports/read-source.ts';
import { importLayoutSchema } from '@contract/imports.ts';
import { csvOf, sampleId, sampleName, sampleRow, sampleSheets } from './sample-sheets.ts';

const clients = Array.from({ length: 8 }, (_, i) => i + 1);
const surroundings = { staff: new Map(), asksPassword: true, now: new Date('2026-11-23T04:00:00Z') };

/** What happens to the sheets of offices on their way: each changes how it looks and not what it says. */
const damages = fc.record({
  order: fc.integer(),
  titles: fc.array(fc.constantFrom('代账客户一览表', '制表：张三', '2026年11月', '说明："必填"项不能为空'), {
    maxLength: 3,
  }),
  separator: fc.constantFrom(',', '\t', ';'),
  /** A mark without its partner, put into a cell of these clients. */
  stray: fc.array(fc.record({ client: fc.nat(7), at: fc.constantFrom('start', 'middle', 'end') }), { maxLength: 3 }),
  /** Clients whose note has several lines, as it should be written. */
  lines: fc.array(fc.nat(7), { maxLength: 3 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8mark', 'utf16le', 'utf16lemark'),
  blank: fc.boolean(),
  badByte: fc.boolean(),
  repeated: fc.boolean(),
});
type Damages = typeof damages extends fc.Arbitrary<infer T> ? T : never;

function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function damaged(headings: readonly string[], rows: readonly (readonly string[])[], how: Damages): Buffer {
  const order = shuffled(
    headings.map((_, at) => at),
    how.order,
  );
  const noteAt = headings.findIndex((heading) => /备注|住址|收费|启用|摘要|归属地|地址/u.test(heading));
  const written = rows.map((row, client) => {
    const cells = order.map((at) => {
      const text = row[at] ?? '';
      if (at !== noteAt || !how.lines.includes(client)) return csvOf([[text]], how.separator);
      return `"${text}\n第二行, 还有"""`.replace('"""', '"');
    });
    for (const { client: which, at } of how.stray) {
      if (which !== client || how.lines.includes(client)) continue;
      const cell = order.indexOf(noteAt);
      const text = row[noteAt] ?? '';
      cells[cell] = at === 'start' ? `"${text}` : at === 'end' ? `${text}"` : `${text.slice(0, 1)}"${text.slice(1)}`;
    }
    return cells.join(how.separator);
  });
  const heading = order.map((at) => headings[at] ?? '').join(how.separator);
  if (how.repeated) written.splice(4, 0, heading);
  if (how.blank) written.splice(2, 0, '', how.separator.repeat(3));
  const text = [...how.titles, heading, ...written].join('\n').replaceAll('\n', how.lineEnd);
  if (how.encoding === 'utf16le') return Buffer.from(text, 'utf16le');
  if (how.encoding === 'utf16lemark') return Buffer.from(`\ufeff${text}`, 'utf16le');
  const bytes = Buffer.from(how.encoding === 'utf8mark' ? `\ufeff${text}` : text);
  return how.badByte ? Buffer.concat([bytes, Buffer.from(how.lineEnd), Buffer.from([0xe6, 0x80])]) : bytes;
}

describe.each(sampleSheets)('sheet $name, damaged on its way', (sheet) => {
  const rows = clients.map((n) => sampleRow(sheet, n));
  const main = Object.values(sheet.expected);

  it('loses no record and mixes none', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (how) => {
        const bytes = damaged(sheet.headings, rows, how);
        const records: TableRecord[] = [];
        await readSource(chosen(bytes), { head: () => undefined, records: (_, some) => records.push(...some) });
        // Every line is in one record, in order, and none of them holds two clients.
        let next = 1;
        for (const record of records) {
          expect(record.line).toBeGreaterThanOrEqual(next);
          next = record.line + (record.lines ?? 1);
          const ids = new Set(record.cells.flatMap((cell) => cell.split(/[\s,;"]+/u)).filter(looksLikeTaxpayerId));
          const known = [...ids].filter((id) => clients.some((n) => sampleId(n) === id));
          expect(known.length).toBeLessThanOrEqual(1);
        }
        if (!main.includes('taxpayerId')) return;
        const { columns, clients: found } = layOut(
          records,
          importLayoutSchema.parse({}),
          () => new Map(),
          () => new Map(),
          () => false,
        );
        const read = found.map((record) => readRow(record, columns, surroundings));
        const whole = read.filter(({ taxpayerId }) => taxpayerId !== '');
        expect(whole.map(({ taxpayerId }) => taxpayerId)).toEqual(clients.map(sampleId));
        if (main.includes('name')) expect(whole.map(({ name }) => name)).toEqual(clients.map(sampleName));
      }),
      { numRuns: 50 },
    );
  }, 120_000);
});
