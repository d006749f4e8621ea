import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { testOffice } from './fixture.ts';
import { chosen, lookAt } from './import-sheets.ts';
import { csvOf, isSampleSecret, sampleId, sampleName, sampleRow, sampleSecret, sampleSheets } from './sample-sheets.ts';

const canary = 'Kanarie#77zq';

it('no secret of an imported sheet is in a preview, a record, a result, a report, the trail, an event or a file', async () => {
  const test = await testOffice();
  const sheet = sampleSheets[0];
  if (!sheet) throw new Error('There is no sheet');
  const headings = [...sheet.headings, '协议开始日期', '协议到期日期', '协议密码'];
  const good = [...sampleRow(sheet, 1), '2026-01-01', '2030-12-31', canary];
  const bad = [...sampleRow(sheet, 2), '2026-01-01', '', canary];
  const look = await lookAt(test, {
    name: '客户.csv',
    bytes: Buffer.from(csvOf([headings, good, bad])),
  });
  expect(look.rows.map(({ name, verdict }) => [name, verdict])).toEqual([
    [sampleName(1), 'new'],
    [sampleName(2), 'refused'],
  ]);
  const cells = await look.cells(2);
  const result = await look.run();
  expect(result.rows.map((row) => row.result)).toEqual(['added', 'refused']);
  const { imports, work } = test.engine.office;
  const report = await imports.report(work.list('zhao')[0]?.work ?? '');
  const told = [look, cells, result, test.told, await test.engine.bureau.trail.list({ limit: 200 })].map((one) =>
    JSON.stringify(one),
  );
  told.push(JSON.stringify((await lookAt(test, chosen(Buffer.from(report.base64, 'base64')))).top));
  const folder = dirname(test.store.file);
  for (const name of await readdir(folder)) told.push((await readFile(join(folder, name))).toString('latin1'));
  const secrets = [
    canary,
    ...sheet.headings.filter(isSampleSecret).flatMap((one) => [1, 2].map((n) => sampleSecret(one, n))),
  ];
  for (const text of told) for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  // The same sheet on its way, with a piece still missing: it lies in memory only.
  const bytes = Buffer.from(csvOf([headings, good, bad]));
  const zhao = await test.signIn('zhao');
  await imports.takePiece(zhao, { upload: null, at: 0, total: bytes.length + 1, bytes });
  for (const name of await readdir(folder)) told.push((await readFile(join(folder, name))).toString('latin1'));
  for (const text of told) for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  expect(told.some((text) => text.includes(sampleId(1)))).toBe(true);
});
