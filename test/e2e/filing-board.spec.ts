import type { Page } from '@playwright/test';
import { dayOf } from '../../src-preload/contract/calendar.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

interface Row {
  clientId: string;
  name: string;
  cells: { obligation: string; period: string; state: string; revision: number }[];
}
const rowsOf = async (page: Page, month: string, over: object = {}): Promise<Row[]> => {
  const { body } = await callAs(page, '/obligations/board', { month, limit: 200, ...over });
  return (body as { rows: Row[] }).rows;
};
const detail = (page: Page) => page.getByRole('region', { name: '所选事项' });

test('an office sees its month by keyboard, enters what was filed, and finds what is left', async ({
  page,
  desk,
}, info) => {
  await desk.signInAs(demo.admin);
  await desk.frame.go('申报');
  const board = page.getByRole('grid', { name: '申报看板' });
  await expect(board).toBeVisible();
  const headings = page.getByRole('columnheader');
  await expect(headings.filter({ hasText: '增值税' })).toBeVisible();
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: info.outputPath(`board-${size.width}.png`) });
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  // To the first cell, and what is known of it.
  await page.getByLabel('申报事项', { exact: true }).selectOption('incomeWithheld');
  await expect(headings.filter({ hasText: '增值税' })).toHaveCount(0);
  await board.focus();
  await page.keyboard.press('ArrowRight');
  await expect(detail(page)).toContainText('个人所得税');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: '登记进度' });
  await sheet.getByText('受阻', { exact: true }).click();
  await expect(sheet.getByRole('button', { name: '登记 1 项' })).toBeDisabled();
  await sheet.getByLabel('原因').fill('法定代表人出国');
  await page.screenshot({ path: info.outputPath('mark.png') });
  await sheet.getByRole('button', { name: '登记 1 项' }).click();
  await expect(page.getByText('已登记 1 项')).toBeVisible();
  await expect(detail(page)).toContainText('法定代表人出国');
  await expect(board).toBeFocused();

  // A whole row by the column of names.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  const bar = page.getByRole('toolbar', { name: '已勾选事项的操作' });
  await expect(bar).toContainText(/已选 \d+ 项/);
  await page.screenshot({ path: info.outputPath('ticked.png') });
  await bar.getByRole('button', { name: '登记进度' }).click();
  await sheet.getByText('待核算', { exact: true }).click();
  await sheet.getByRole('button', { name: /^登记 \d+ 项/ }).click();
  await expect(bar).toBeHidden();
  await page.getByLabel('申报状态').selectOption({ label: await optionOf(page, '受阻') });
  await expect(board.getByRole('row')).toHaveCount(2);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: info.outputPath('blocked-dark.png') });
});

const optionOf = async (page: Page, state: string): Promise<string> => {
  const texts = await page.getByLabel('申报状态').locator('option').allInnerTexts();
  return texts.find((text) => text.startsWith(`${state}（`)) ?? '';
};

test('120 zero returns are entered as filed in six acts; whom it does not fit is said', async ({ page, desk }) => {
  await desk.signInAs(demo.admin);
  await desk.frame.go('申报');
  const board = page.getByRole('grid', { name: '申报看板' });
  await expect(board).toBeVisible();
  const month = dayOf(Date.now()).slice(0, 7);
  const before = await rowsOf(page, month, { obligation: 'vat', states: ['papers'] });
  expect(before.length).toBeGreaterThan(5);
  // 1, 2: the obligation and the state.
  await page.getByLabel('申报事项', { exact: true }).selectOption('vat');
  await page.getByLabel('申报状态').selectOption('papers');
  await expect(board).toHaveAttribute('aria-rowcount', String(before.length + 1));
  // 3: any cell; 4: all of them.
  await board.getByRole('checkbox').first().click({ force: true });
  await page.getByRole('button', { name: '选择全部符合条件的事项' }).click();
  await expect(page.getByRole('toolbar', { name: '已勾选事项的操作' })).toContainText(`已选 ${before.length} 项`);
  // 5: what is entered; 6: one confirmation that names the count.
  await page.getByRole('button', { name: '登记进度' }).first().click();
  const sheet = page.getByRole('dialog', { name: '登记进度' });
  await sheet.getByText('都是零申报，应缴金额登记为 0').click();
  await sheet.getByRole('button', { name: `登记 ${before.length} 项` }).click();
  await expect(page.getByText(`已登记 ${before.length} 项`)).toBeVisible();
  expect((await rowsOf(page, month, { obligation: 'vat', states: ['filed'] })).length).toBeGreaterThanOrEqual(
    before.length,
  );
  expect(await rowsOf(page, month, { obligation: 'vat', states: ['papers'] })).toEqual([]);
});

test('from a cell one key enters the client and opens its form with the period', async ({ page, desk }) => {
  await desk.signInAs(demo.admin);
  await desk.frame.go('申报');
  const board = page.getByRole('grid', { name: '申报看板' });
  const remembered = new Set((await desk.clients({ remembered: true }, 20)).map(({ clientId }) => clientId));
  const row = (await rowsOf(page, dayOf(Date.now()).slice(0, 7), { obligation: 'vat' })).find(({ clientId }) =>
    remembered.has(clientId),
  )!;
  await page.getByRole('searchbox', { name: '检索客户' }).fill(row.name);
  await page.getByLabel('申报事项', { exact: true }).selectOption('vat');
  await expect(board.getByRole('row', { name: row.name })).toBeVisible();
  await expect(page.getByRole('columnheader')).toHaveCount(2);
  await board.focus();
  await page.keyboard.press('ArrowRight');
  await expect(detail(page)).toContainText('增值税');
  const period = row.cells.find(({ obligation }) => obligation === 'vat')!.period;
  await page.keyboard.press('o');
  await expect.poll(() => page.url()).toContain(`/vat/${period}`);
});
