import { join } from 'node:path';
import { expect, test } from '../support/desk.ts';
import { projectRoot } from '../support/program.ts';

// Only when asked for: the picture would otherwise change with every run.
if (process.env['DESK_SCREENSHOTS'] === '1') {
  test('the picture of the README', async ({ desk, page, training }) => {
    // The fifth of the next month: last month's returns are due in ten days.
    const today = new Date();
    const fifth = new Date(today.getFullYear(), today.getMonth() + 1, 5);
    await training.wait(Math.round((fifth.getTime() - today.getTime()) / 60_000));
    await desk.signInAs();
    for (const client of await desk.clients({ remembered: true, kind: 'general' }, 5)) await desk.openByPalette(client);
    await desk.pressTab(2);
    await desk.draftVat({ sales: '236400', input: '8210.36' });
    await page.getByRole('main').getByRole('heading', { name: '增值税申报' }).click();
    await page.getByRole('button', { name: '附列资料（一）本期销售情况' }).click();
    await expect(desk.frame.toast).toHaveCount(0);
    await page.screenshot({ path: join(projectRoot, 'docs/screenshot.png'), animations: 'disabled' });
  });
}
