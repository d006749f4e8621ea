import { readFile } from 'node:fs/promises';
import { expect, test } from './support/desk.ts';

test('H5: the list as it is narrowed leaves as a file, with the columns that were chosen; nothing chosen is told, Esc leaves, and the trail has it', async ({
  page,
  desk,
  host,
}) => {
  await desk.signInAs();
  await page.getByLabel('检索客户').fill('沈阳');
  await expect(desk.list.count).toContainText(/^\d+ 户符合条件/);
  const found = Number(/^(\d+)/.exec(await desk.list.count.innerText())![1]);
  await page.getByRole('button', { name: '导出名单' }).click();
  const sheet = page.getByRole('dialog', { name: '导出客户名单' });
  await expect(sheet).toContainText(`导出 ${found} 户`);
  await sheet.getByText('全部', { exact: true }).click();
  await sheet.getByRole('button', { name: `导出 ${found} 户` }).click();
  await expect(sheet).toContainText('请至少选择一列');
  for (const column of ['企业名称', '纳税人识别号']) await sheet.getByText(column, { exact: true }).click();
  await sheet.getByText('CSV 文本').click();
  const saved = await host.savedBy(() => sheet.getByRole('button', { name: `导出 ${found} 户` }).click());
  expect(saved.name).toMatch(/^客户名单-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(saved.path, 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('\ufeff企业名称,纳税人识别号');
  expect(lines).toHaveLength(found + 1);
  expect(lines.slice(1).every((line) => line.includes('沈阳'))).toBe(true);
  await expect(sheet).toBeHidden();
  await expect(page.getByText(`已导出 ${found} 户`)).toBeVisible();

  await page.getByRole('button', { name: '导出名单' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await desk.frame.go('轨迹');
  await expect(page.getByText(`导出客户名单${found}户（CSV）`)).toBeVisible();
});
