import type { Page } from '@playwright/test';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { answered, callAs, countCalls } from './support/engine.ts';

test.beforeEach(async ({ training }) => {
  await training.untilNextPeriods();
});

/** What refreshes a desk without its person: the clock of the world, a change of a client by anybody; waits until the page has heard it. */
const refreshed = (page: Page, wait: (minutes: number) => Promise<void>): Promise<void> =>
  answered(page, 'session/current', () => wait(1));

test('no refresh of the session touches an open form: what was typed stays, and no sheet opens by itself', async ({
  desk,
  page,
  training,
}) => {
  const { vat, confirm, payments, enterSheet } = desk;
  await desk.signInAs();
  const [client, other] = await desk.clients({ remembered: true, kind: 'general' }, 2);
  const [asks] = await desk.clients({ remembered: false, kind: 'general' }, 1);
  await desk.openByPalette(other!);
  await desk.openByPalette(client!);
  await desk.draftVat({ sales: '20,000,000', input: '0' });
  await vat.submit.click();
  await confirm.act.click();
  await expect(vat.receipt).toBeVisible();

  // A payment: another tax is typed than the receipt offered.
  await vat.receipt.getByRole('link', { name: '登记缴款' }).click();
  await payments.tax.selectOption('城市维护建设税');
  await payments.amount.fill('11.02');
  await refreshed(page, (minutes) => training.wait(minutes));
  await page.keyboard.press('Shift');
  await refreshed(page, (minutes) => training.wait(minutes));
  await expect(payments.tax).toHaveValue('城市维护建设税');
  await expect(payments.amount).toHaveValue('11.02');
  await payments.submit.click();
  await expect(payments.sheet).toBeHidden();
  await expect(payments.rows.filter({ hasText: '11.02' })).toContainText('城市维护建设税');

  // The sheet was asked for once: neither a refresh nor a way back to the page opens it again.
  await refreshed(page, (minutes) => training.wait(minutes));
  await desk.pressTab(1);
  await desk.isOn(other!);
  await desk.pressTab(2);
  await desk.isOn(client!);
  await expect(payments.rows.filter({ hasText: '11.02' })).toBeVisible();
  await expect(payments.sheet).toBeHidden();
  // Opened by hand it is empty, and scolds nobody.
  await payments.record.click();
  await expect(payments.sheet).not.toContainText('请输入大于零的金额');
  await page.keyboard.press('Escape');

  // A reversal, with its reason.
  await page.getByRole('button', { name: '冲正 城市维护建设税 11.02 元' }).click();
  const reason = page.getByRole('textbox', { name: '冲正理由' });
  await reason.fill('税种录错');
  await refreshed(page, (minutes) => training.wait(minutes));
  await expect(reason).toHaveValue('税种录错');
  await confirm.act.click();
  await expect(payments.rows.filter({ hasText: '11.02' })).toContainText('已冲正');

  // A return while it is typed.
  await desk.pressTab(1);
  await desk.nextVat();
  const line = vat.line('栏次 附一5 6%税率 销售额');
  await line.fill('4321.5');
  await refreshed(page, (minutes) => training.wait(minutes));
  await expect(line).toHaveValue(/^4,?321\.50?$/);

  // The agreement password of a client that is being entered.
  await desk.palette.open();
  await desk.palette.field.fill(asks!.name);
  await expect(desk.palette.active).toContainText(asks!.name);
  await page.keyboard.press('Enter');
  await enterSheet.password.fill('half a pass');
  await refreshed(page, (minutes) => training.wait(minutes));
  await expect(enterSheet.password).toHaveValue('half a pass');
});

test('J3: pages behind the one that is shown ask nothing; keys are told in one light call', async ({
  desk,
  page,
  training,
}) => {
  await desk.signInAs();
  const clients = await desk.clients({ remembered: true, kind: 'general' }, 3);
  for (const client of clients) {
    await desk.openByPalette(client);
    await desk.nextVat();
  }
  const calls = await countCalls(page);
  await desk.vat.line('栏次 附一5 6%税率 销售额').focus();
  for (const key of ['Tab', 'Shift', 'Tab', 'Shift', 'Tab']) await page.keyboard.press(key);
  await refreshed(page, (minutes) => training.wait(minutes));
  await refreshed(page, (minutes) => training.wait(minutes));
  await expect(desk.vat.submit).toBeVisible();
  expect([await calls.of('business/vatReturn'), await calls.of('business/vatPeriods')]).toEqual([0, 0]);
  expect(await calls.of('session/touch')).toBeLessThanOrEqual(1);
});

test('J3: a desk that is left locks after 30 minutes; its clients stay open and what was typed stays', async ({
  desk,
  page,
  training,
}) => {
  await desk.signInAs();
  const [first, second] = await desk.clients({ remembered: true, kind: 'general' }, 2);
  await desk.openByPalette(first!);
  await desk.openByPalette(second!);
  await desk.nextVat();
  const line = desk.vat.line('栏次 附一5 6%税率 销售额');
  await line.fill('777');
  await training.wait(31);
  await expect(desk.lock.sheet).toBeVisible();
  await desk.lock.password.fill(demo.staffPassword);
  await page.keyboard.press('Enter');
  await expect(desk.lock.sheet).toBeHidden();
  await expect(desk.frame.tabButtons).toHaveCount(2);
  await desk.isOn(second!);
  await expect(line).toHaveValue(/^777(\.00)?$/);
  const { body } = (await callAs(page, '/session')) as { body: { open: unknown[]; session: { locked: boolean } } };
  expect([body.open.length, body.session.locked]).toEqual([2, false]);
});

test('a payment is held against the return, asks for a second look where it must, and is reversed, never erased', async ({
  desk,
  page,
}) => {
  const { vat, confirm, payments, certificate } = desk;
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'general' }, 1);
  await desk.openByPalette(client!);
  await desk.draftVat({ sales: '1,000,000', input: '0' });
  await vat.submit.click();
  await confirm.act.click();
  await vat.receipt.getByRole('link', { name: '登记缴款' }).click();
  await payments.amount.fill('9,999,999.00');
  await payments.submit.click();
  await expect(payments.sheet).toContainText('最多还可登记');
  await payments.amount.fill('100.01');
  await payments.submit.click();
  await expect(payments.rows.filter({ hasText: '100.01' })).toHaveCount(1);

  await payments.record.click();
  await payments.tax.selectOption('增值税');
  await payments.period.selectOption({
    index: (await payments.period.locator('option').allTextContents()).indexOf(
      (await payments.rows.filter({ hasText: '100.01' }).getByRole('cell').nth(2).textContent()) ?? '',
    ),
  });
  await payments.amount.fill('200.02');
  await payments.submit.click();
  await expect(payments.sheet).toContainText('增值税已登记过');
  await payments.sheet.getByRole('button', { name: '核对无误，登记' }).click();
  await expect(payments.sheet).toContainText('请填写理由');
  await payments.sheet.getByRole('textbox', { name: '核对理由' }).fill('分两次缴纳');
  await payments.sheet.getByRole('button', { name: '核对无误，登记' }).click();
  await expect(payments.rows.filter({ hasText: '200.02' })).toHaveCount(1);

  await desk.client.go('完税证明');
  await certificate.issue.click();
  await expect(certificate.number).toBeVisible();
  const number = (await certificate.number.textContent()) ?? '';

  await desk.client.go('缴款记录');
  await page.getByRole('button', { name: '冲正 增值税 200.02 元' }).click();
  await expect(page.getByRole('dialog')).toContainText(number);
  await confirm.act.click();
  await expect(page.getByRole('dialog')).toContainText('请填写理由');
  await page.getByRole('textbox', { name: '冲正理由' }).fill('金额录错');
  await confirm.act.click();
  await expect(payments.rows.filter({ hasText: '200.02' })).toContainText('已冲正');
  await expect(page.getByText('笔已冲正，不计入合计')).toBeVisible();
  await desk.client.go('完税证明');
  const earlier = page.getByRole('region', { name: '已开具的完税证明' }).getByRole('row').filter({ hasText: number });
  await expect(earlier).toContainText('已失效');
  await expect(earlier).toContainText('金额录错');
});
