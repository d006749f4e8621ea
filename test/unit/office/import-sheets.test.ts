import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import { testOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { csvOf, isSampleSecret, sampleId, sampleName, sampleRow, sampleSecret, sampleSheets } from './sample-sheets.ts';

async function xlsxOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('客户');
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe.each(sampleSheets)('sheet $name', (sample) => {
  const clients = [1, 2, 3, 4, 5];
  const rows = [sample.headings, ...clients.map((n) => sampleRow(sample, n))];

  it.each(['csv', 'xlsx'] as const)('as .%s: every column where it belongs, or said to be unused', async (kind) => {
    const bytes = kind === 'csv' ? Buffer.from(csvOf(rows)) : await xlsxOf(rows);
    const look = await lookAt(await testOffice(), { name: `客户.${kind}`, bytes });
    expect(look.columns.map(({ heading }) => heading)).toEqual(sample.headings);
    for (const column of look.columns) {
      expect([column.heading, column.field]).toEqual([column.heading, sample.expected[column.heading] ?? null]);
      expect([column.heading, column.suggestion]).toEqual([column.heading, sample.suggested[column.heading] ?? null]);
      // What is not used is known by name, or waits: nothing is dropped without a word.
      if (column.field === null && column.suggestion === null)
        expect([column.heading, column.known]).toEqual([column.heading, expect.any(String)]);
      expect([column.heading, column.secret]).toEqual([column.heading, isSampleSecret(column.heading)]);
    }
    expect(look.total).toBe(clients.length);
    const main = Object.values(sample.expected);
    if (main.includes('name') && main.includes('taxpayerId')) {
      expect(look.rows.map(({ name, taxpayerId, verdict }) => [name, taxpayerId, verdict])).toEqual(
        clients.map((n) => [sampleName(n), sampleId(n), 'new']),
      );
    } else expect(look.counts).toMatchObject({ refused: clients.length });
    for (const heading of sample.headings.filter(isSampleSecret))
      for (const n of clients) expect(JSON.stringify(look)).not.toContain(sampleSecret(heading, n));
  });
});
