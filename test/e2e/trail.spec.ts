import { readFile } from 'node:fs/promises';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';

test('J4: the trail is narrowed, read on by scrolling, proved whole, and exported as narrowed', async ({
  page,
  desk,
  host,
}) => {
  await desk.signInAs();
  await desk.frame.go('轨迹');
  const table = page.getByRole('table', { name: '轨迹' });
  const first = table.getByRole('row').nth(1);
  await expect(first).toContainText(`${demo.admin}登录`);
  await expect(page.getByText('已载入 100 条')).toBeVisible();
  await table.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('已载入 300 条')).toBeVisible();

  await page.getByRole('button', { name: '校验轨迹' }).click();
  await expect(page.getByText(/^校验通过：[\d,]+ 条轨迹首尾相接/)).toBeVisible();

  const client = (await desk.clients({ remembered: true }, 1))[0]!;
  const combobox = page.getByRole('combobox', { name: '客户', exact: true });
  await combobox.fill(client.taxpayerId);
  await expect(page.getByRole('listbox', { name: '客户' }).getByRole('option')).toHaveCount(1);
  await combobox.press('Enter');
  await expect(first).toContainText(client.name);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '被拒绝', exact: true }).click();
  await expect(table.getByText('已办')).toHaveCount(0);
  await page.getByRole('button', { name: '清除筛选' }).first().click();
  await expect(combobox).toHaveValue('');

  await page.getByLabel('开始日期', { exact: true }).fill('2026-02-30');
  await expect(page.getByText('请输入有效日期，例如 2026-01-01')).toBeVisible();
  await page.getByRole('button', { name: '清除筛选' }).first().click();

  await page.keyboard.press('/');
  await page.keyboard.type(`${demo.admin}登录`);
  await expect(page.getByText(/^已到最早的一条，共 [\d,]+ 条$/)).toBeVisible();
  const saved = await host.savedBy(() => page.getByRole('button', { name: '导出 CSV' }).click());
  const lines = (await readFile(saved.path, 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toContain('序号,时间,人员,客户,操作,内容');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(1).every((line) => line.includes(`${demo.admin}登录`))).toBe(true);
});

test('a member sees the own acts only, and is told so', async ({ page, desk }) => {
  await desk.signInAs(demo.member);
  await desk.frame.go('轨迹');
  await expect(page.getByText('您可以查看自己的轨迹。')).toBeVisible();
  await expect(page.getByRole('combobox', { name: '待办人员' })).toHaveCount(0);
  const names = await page
    .getByRole('table', { name: '轨迹' })
    .getByRole('row')
    .locator('[role="cell"]:nth-child(3)')
    .allInnerTexts();
  expect(new Set(names)).toEqual(new Set([demo.member]));
});
