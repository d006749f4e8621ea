import { demo } from '../support/demo.ts';
import { expect, test } from '../support/desk.ts';

test('H3: a run of proposals is work of its window: whoever closes it is asked, what was not sent is not lost, and once it is over nobody is asked', async ({
  page,
  desk,
}) => {
  await desk.signInAs(demo.admin);
  await desk.frame.go('委托');
  const grid = page.getByRole('grid', { name: '委托协议列表' });
  await page
    .getByRole('group', { name: '需要留意' })
    .getByRole('button', { name: /^60 天内到期/ })
    .click();
  // Filtered anew, and told which renewals are under way: until then any row looks free.
  await expect(grid.getByRole('row').filter({ hasText: '续签待' })).not.toHaveCount(0);
  const renewable = grid.getByRole('row').filter({ has: page.getByRole('checkbox'), hasNotText: '续签待' });
  for (const row of [1, 2, 3]) {
    await expect(renewable.nth(row)).toContainText('剩');
    await renewable.nth(row).getByRole('checkbox').check();
  }
  await page.getByRole('button', { name: '续签所选 3 份' }).click();
  const sheet = page.getByRole('dialog', { name: '续签 3 份委托协议' });

  // The engine takes its time over the first.
  let answer = (): void => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let sent = 0;
  await page.route('**/rpc/agencyDelegation/propose', async (route) => {
    sent += 1;
    await slow;
    await route.continue();
  });
  await sheet.getByRole('button', { name: '发起 3 份申请' }).click();
  await expect(sheet.getByText('正在发起')).toHaveCount(1);
  await expect(desk.frame.status).toContainText('续签 3 份委托协议');
  await expect(desk.frame.status).toContainText('0%');
  // Neither Esc nor a press beside it closes the sheet over the run.
  await page.keyboard.press('Escape');
  await expect(sheet).toBeVisible();

  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await closing;
  answer();
  await expect(sheet.getByText('已完成 1 / 3')).toBeVisible();
  await expect(desk.frame.status).not.toContainText('续签 3 份委托协议');
  expect(sent).toBe(1);
  await sheet.getByRole('button', { name: '重试未成功的' }).click();
  await expect(sheet.getByText('已完成 3 / 3')).toBeVisible();
  expect(sent).toBe(3);
  await sheet.getByRole('button', { name: '完成', exact: true }).click();

  let again = 0;
  page.on('dialog', (dialog) => {
    again += 1;
    void dialog.accept();
  });
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(again).toBe(0);
});
