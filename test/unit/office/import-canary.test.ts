import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { chosen, lookAt } from './import-sheets.ts';
import { csvOf, isSampleSecret, sampleId, sampleName, sampleRow, sampleSecret, sampleSheets } from './sample-sheets.ts';
import { officeWithVault } from './vault-fixture.ts';

const canary = 'Kanarie#77zq';

it.each([false, true])(
  'no secret of an imported sheet is in a preview, a record, a result, a report, the trail, an event or a file (taken as accounts: %s)',
  async (taken) => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    const sheet = sampleSheets[0];
    if (!sheet) throw new Error('There is no sheet');
    const headings = [...sheet.headings, '协议开始日期', '协议到期日期', '协议密码'];
    const good = [...sampleRow(sheet, 1), '2026-01-01', '2030-12-31', canary];
    const bad = [...sampleRow(sheet, 2), '2026-01-01', '', canary];
    const columns = headings.flatMap((one, column) =>
      taken && isSampleSecret(one) && one !== '协议密码' ? [{ column, field: 'accountSecret' }] : [],
    );
    const source = (rows: string[][]) => ({ name: '客户.csv', bytes: Buffer.from(csvOf([headings, ...rows])) });
    const look = await lookAt(test, source([good, bad]), { columns }, zhao);
    expect(look.rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      [sampleName(1), 'new'],
      [sampleName(2), 'refused'],
    ]);
    expect(look.rows[0]?.accounts.new).toBe(taken ? 6 : 0);
    const cells = await look.cells(2);
    const result = await look.run();
    expect(result.rows.map((row) => row.result)).toEqual(['added', 'refused']);
    const { imports, work, importUndo, secrets } = test.engine.office;
    const report = await imports.report(work.list('zhao')[0]?.work ?? '');
    const reportRead = await lookAt(test, chosen(Buffer.from(report.base64, 'base64')), {}, zhao);
    const { clientId } = await look.client(sampleName(1));
    expect(await secrets.list(zhao, clientId)).toHaveLength(taken ? 6 : 0);
    // Another value of each: what an update says, and what its undo leaves.
    const other = good.map((cell, at) => (isSampleSecret(headings[at] ?? '') ? `${cell}2` : cell));
    const again = await lookAt(test, source([other]), { columns }, zhao);
    expect(again.rows[0]?.verdict).toBe(taken ? 'update' : 'same');
    const second = await again.run();
    const [made] = await importUndo.list();
    const undoLook = await importUndo.look(made?.import ?? '');
    const undone = await importUndo.undo(zhao, made?.import ?? '');
    const outputs = [
      look,
      cells,
      result,
      reportRead.top,
      again,
      second,
      undoLook,
      undone,
      await importUndo.list(),
      await secrets.list(zhao, clientId).catch(() => []),
      test.notified,
      await test.engine.bureau.trail.list({ limit: 200 }),
      await test.store.db.selectFrom('import_run').selectAll().execute(),
      await test.store.db.selectFrom('import_row').selectAll().execute(),
      await test.store.db.selectFrom('setting').selectAll().execute(),
    ].map((one) => JSON.stringify(one));
    // The same sheet on its way, with a piece still missing: it lies in memory only.
    const { bytes } = source([good, bad]);
    await imports.takePiece(zhao, { upload: null, at: 0, total: bytes.length + 1, bytes });
    const folder = dirname(test.store.file);
    for (const name of await readdir(folder)) outputs.push((await readFile(join(folder, name))).toString('latin1'));
    const wanted = [
      canary,
      ...headings.filter(isSampleSecret).flatMap((one) => [1, 2].map((n) => sampleSecret(one, n))),
    ];
    for (const text of outputs) for (const secret of wanted) expect(text.includes(secret)).toBe(false);
    expect(outputs.some((text) => text.includes(sampleId(1)))).toBe(true);
  },
);
