import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Desk } from '../flows/desk.ts';
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/desktop.ts';
import { callAs } from '../support/engine.ts';
import { inMain } from '../support/main-process.ts';
import { pdfText } from '../support/pdf-text.ts';
import { chooseCommand, countPrints, prints } from '../support/shell.ts';

test('a filed return goes to paper with its client and its receipt, and without the frame; 打印 asks the system once', async ({
  launch,
  dataDir,
}) => {
  const { app, page } = await launch();
  const desk = new Desk(page);
  await expect(desk.signIn.firmId).toBeVisible();
  await callAs(page, '/training/clock', { byMs: 95 * 24 * 60 * 60_000 });
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'general' }, 1);
  await desk.openByPalette(client!);
  const period = await desk.draftVat({ sales: '200,000', input: '0' });
  await desk.vat.submit.click();
  await desk.confirm.act.click();
  await expect(desk.vat.receipt).toBeVisible();
  const receipt = /演示-\d{8}-\d{6}/.exec((await desk.vat.receipt.textContent()) ?? '')?.[0] ?? '';

  // The paper itself, as Chromium lays it out for a printer.
  const file = join(dataDir, 'paper.pdf');
  await writeFile(
    file,
    Buffer.from(
      await inMain(app, async ({ BrowserWindow }) =>
        (await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({ printBackground: true })).toString('base64'),
      ),
      'base64',
    ),
  );
  const text = await pdfText(file);
  for (const part of [client!.name, client!.taxpayerId, receipt, period, '200,000.00', '演示'])
    expect(text).toContain(part);
  // Rail, tabs and status bar stay on the screen.
  for (const frame of ['密码保险库已打开', '操作轨迹', '打印', '打开模拟手机']) expect(text).not.toContain(frame);

  await countPrints(page);
  await page.getByRole('button', { name: '打印' }).click();
  await chooseCommand(app, 'print');
  await page.keyboard.press('Control+p');
  await expect.poll(() => prints(page)).toBe(3);
  await expect(desk.frame.title).toContainText(demo.admin);
});
