import { expect, test } from './support/desk.ts';

const heading = (page: import('@playwright/test').Page, name: string) => page.getByRole('columnheader', { name });

test('columns are chosen and moved by keyboard, moved and sized by hand, sorted by each, and stay for this person', async ({
  page,
  desk,
}) => {
  await desk.signInAs();
  await page.getByRole('button', { name: '显示的列' }).click();
  const sheet = page.getByRole('dialog', { name: '显示的列' });
  const address = sheet.getByRole('checkbox', { name: '地址' });
  await address.check();
  await address.press('Alt+ArrowUp');
  await expect(address).toBeFocused();
  await sheet.getByRole('textbox', { name: '地址的列宽（像素）' }).fill('240');
  await sheet.getByRole('checkbox', { name: '协议到期' }).uncheck();
  await expect(sheet.getByRole('checkbox', { name: /^客户/ })).toBeDisabled();
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet).toBeHidden();
  await expect(heading(page, '地址')).toBeVisible();
  await expect(heading(page, '协议到期')).toHaveCount(0);
  expect((await heading(page, '地址').boundingBox())!.width).toBe(240);

  await heading(page, '地址').dragTo(heading(page, '纳税人识别号'));
  const titles = () => page.getByRole('columnheader').allInnerTexts();
  await expect.poll(async () => (await titles()).indexOf('地址')).toBe((await titles()).indexOf('纳税人识别号') - 1);
  const edge = (await heading(page, '地址').boundingBox())!;
  await page.mouse.move(edge.x + edge.width, edge.y + 10);
  await page.mouse.down();
  await page.mouse.move(edge.x + edge.width + 60, edge.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await heading(page, '地址').boundingBox())!.width).toBe(300);
  await heading(page, '地址').getByRole('button').click();
  await expect(heading(page, '地址')).toHaveAttribute('aria-sort', 'ascending');
  // Kept in the store, not in the window.
  await page.reload();
  await expect(heading(page, '地址')).toBeVisible();
  expect((await heading(page, '地址').boundingBox())!.width).toBe(300);
});

test('a filter is saved by name, opens with one press, and is renamed and deleted', async ({ page, desk }) => {
  await desk.signInAs();
  await page.getByLabel('检索客户').fill('沈阳');
  await expect(desk.list.count).toContainText('户符合条件');
  await page.getByRole('button', { name: '保存当前筛选' }).click();
  await page.getByRole('textbox', { name: '名称', exact: true }).fill('沈阳的客户');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const saved = page.getByRole('group', { name: '已存筛选' }).getByRole('button', { name: '沈阳的客户' });
  await expect(saved).toHaveAttribute('aria-pressed', 'true');
  await page.getByLabel('检索客户').fill('');
  await expect(saved).toHaveAttribute('aria-pressed', 'false');
  await saved.click();
  await expect(page.getByLabel('检索客户')).toHaveValue('沈阳');
  await expect(desk.list.count).toContainText('户符合条件');
  await page.getByLabel('检索客户').fill('');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '打开客户或执行命令' }).fill('沈阳的客户');
  await page.getByRole('option', { name: /已存筛选：沈阳的客户/ }).click();
  await expect(page.getByLabel('检索客户')).toHaveValue('沈阳');
  await page.getByRole('button', { name: '管理', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '已存筛选' });
  await sheet.getByRole('textbox').fill('沈阳');
  await sheet.getByRole('textbox').press('Tab');
  await expect(page.getByRole('group', { name: '已存筛选' }).getByRole('button', { name: '沈阳' })).toBeAttached();
  await sheet.getByRole('button', { name: '删除沈阳' }).click();
  await expect(sheet).toContainText('没有已存筛选');
});

test('rows are ticked by key, by range and all that match; service stops for them after one confirmation', async ({
  page,
  desk,
}) => {
  await desk.signInAs();
  const bar = page.getByRole('toolbar', { name: '对已选客户办理' });
  await desk.list.grid.focus();
  await page.keyboard.press('Space');
  await expect(bar).toContainText('已选 1 户');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar).toContainText('已选 3 户');
  // A range over rows that are not loaded; it survives scrolling.
  await desk.list.grid.evaluate((grid) => (grid.scrollTop = 36 * 200));
  await desk.list.grid
    .locator('[aria-rowindex="206"] [role=gridcell]')
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('已选 205 户');
  await desk.list.grid.evaluate((grid) => (grid.scrollTop = 0));
  await expect(desk.list.rows.first().getByRole('checkbox')).toBeChecked();
  await bar.getByRole('button', { name: '取消选择' }).click();
  await expect(bar).toBeHidden();

  await page.getByLabel('检索客户').fill('沈阳');
  await expect(desk.list.count).toContainText('户符合条件');
  const found = Number(/^(\d+)/.exec(await desk.list.count.innerText())![1]);
  await desk.list.grid.focus();
  await page.keyboard.press('Control+a');
  await bar.getByRole('button', { name: `选择全部 ${found} 户` }).click();
  await expect(bar).toContainText(`已选 ${found} 户`);
  await bar.getByRole('button', { name: '停止服务' }).click();
  const sheet = page.getByRole('dialog', { name: '停止服务' });
  await sheet.getByRole('textbox', { name: '停止服务的原因' }).fill('合同到期');
  await sheet.getByRole('button', { name: `停止服务 ${found} 户` }).click();
  await expect(sheet).toContainText(`已办理 ${found} 户`);
  await sheet.getByRole('button', { name: '完成' }).click();
  await expect(desk.list.count).toContainText('0 户符合条件');
  await bar.getByRole('button', { name: '停止服务' }).click();
  await sheet.getByRole('textbox', { name: '停止服务的原因' }).fill('再来一次');
  await expect(sheet).toContainText(`会办理 0 户，另有 ${found} 户不办理`);
  await expect(sheet.getByText('起：合同到期').first()).toBeVisible();
  await expect(sheet.getByRole('button', { name: '停止服务 0 户' })).toBeDisabled();
});
