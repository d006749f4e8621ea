import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { pdfText } from './support/pdf-text.ts';

test.beforeEach(async ({ training }) => {
  await training.untilNextPeriods();
});

const shortName = (name: string): string => name.replace(/(股份)?有限公司$/, '');

test('a VAT return goes from draft to receipt, enquiry, payment and certificate', async ({
  desk,
  page,
  host,
}, info) => {
  const { vat, confirm, payments, certificate, frame } = desk;
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'general' }, 1);
  await desk.openByPalette(client!);

  const period = await desk.draftVat({ sales: '20,000,000', input: '5000' });
  await expect(vat.value('sales6ServicesTax')).toContainText('1,200,000.00');
  const payable = ((await vat.payable.textContent()) ?? '').replace(/[^\d.,-]/g, '');
  expect(payable).toMatch(/^\d{1,3}(,\d{3})*\.\d\d$/);

  // The second look repeats client, period and amount in the button itself; the way back has the focus.
  await vat.submit.click();
  await expect(confirm.act).toHaveText(`为 ${shortName(client!.name)} 提交 ${period} 增值税申报 · ${payable} 元`);
  await expect(confirm.sheet).toContainText(client!.taxpayerId);
  await expect(confirm.cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(confirm.sheet).toBeHidden();
  await vat.submit.click();
  await confirm.act.click();

  await expect(vat.receipt).toContainText('演示');
  await expect(vat.receipt).toContainText(payable);
  await expect(vat.receipt).toContainText(demo.admin);
  const receipt = /演示-\d{8}-\d{6}/.exec((await vat.receipt.textContent()) ?? '')?.[0] ?? '';
  expect(receipt).not.toBe('');
  await expect(vat.submit).toHaveCount(0);

  // It stands in the enquiry, and on the client's home.
  await vat.receipt.getByRole('link', { name: '申报查询' }).click();
  const filed = page.getByRole('main').getByRole('row').filter({ hasText: receipt });
  await expect(filed).toContainText(period);
  await expect(filed).toContainText(payable);
  await expect(filed).toContainText('已申报');
  await filed.getByRole('link').click();
  await expect(vat.receipt).toContainText(receipt);
  await desk.client.go('首页');
  await expect(desk.client.section('最近办理')).toContainText(receipt);

  // The payment is offered from the receipt with its period.
  await desk.client.go('增值税申报');
  await vat.period.selectOption({ label: `${period} · 已申报` });
  await expect(vat.receipt).toContainText(receipt);
  await vat.receipt.getByRole('link', { name: '登记缴款' }).click();
  await expect(payments.sheet).toContainText(client!.name);
  await expect(payments.period.locator('option:checked')).toHaveText(period);
  await payments.amount.fill('6,543.21');
  await payments.submit.click();
  await expect(payments.sheet).toBeHidden();
  await expect(payments.rows.filter({ hasText: '6,543.21' })).toContainText(period);

  // All that the return still owes is recorded by one confirmation that names the count and the sum.
  await desk.client.go('增值税申报');
  await vat.period.selectOption({ label: `${period} · 已申报` });
  await expect(vat.receipt).toContainText('部分缴纳');
  await page.screenshot({ path: info.outputPath('receipt.png') });
  await vat.receipt.getByRole('button', { name: /^登记全部 \d 笔，合计 [\d,.]+ 元$/ }).click();
  const whole = page.getByRole('dialog', { name: '登记全部缴款' });
  await expect(whole).toContainText('6,543.21');
  await page.screenshot({ path: info.outputPath('pay-return.png') });
  await whole.getByRole('button', { name: /^登记 \d 笔，合计 [\d,.]+ 元$/ }).click();
  await expect(whole).toBeHidden();
  await expect(vat.receipt).toContainText('已缴');
  await expect(vat.receipt.getByRole('button', { name: /^登记全部/ })).toHaveCount(0);

  // The certificate over all payments of these days holds their sum and says what it is not.
  await desk.client.go('完税证明');
  await expect(certificate.found).toContainText('该期间登记了');
  const sum = /合计\s*([\d,.]+)/.exec((await certificate.found.textContent()) ?? '')?.[1] ?? '';
  await certificate.issue.click();
  await expect(certificate.number).toHaveText(/^演示-完税-\d{4}-\d{6}$/);
  await expect(certificate.preview).toHaveCount(1);
  const saved = await host.savedBy(() => certificate.save.click());
  expect(saved.name).toBe(`完税证明-${await certificate.number.textContent()}.pdf`);
  const text = await pdfText(saved.path);
  for (const part of [client!.name, client!.taxpayerId, '6,543.21', sum, '演示', demo.admin])
    expect(text).toContain(part);
  expect(text).not.toContain('章');
  await expect(frame.band).toContainText(client!.name);
});

test('a draft saves itself, waits behind other clients, and is there when its client is entered again', async ({
  desk,
}) => {
  await desk.signInAs();
  const [first, second] = await desk.clients({ remembered: true, kind: 'general' }, 2);
  await desk.openByPalette(first!);
  const period = await desk.draftVat({ sales: '1234.5', input: '0' });
  await desk.vat.line('栏次 附一5 6%税率 销售额').focus();

  await desk.openByPalette(second!);
  await expect(desk.client.heading('首页')).toBeVisible();
  await desk.pressTab(1);
  await desk.isOn(first!);
  await expect(desk.vat.line('栏次 附一5 6%税率 销售额')).toHaveValue('1,234.50');
  await expect(desk.vat.line('栏次 附一5 6%税率 销售额')).toBeFocused();

  await desk.frame.closeTab(first!.name);
  await desk.isOn(second!);
  await desk.openByPalette(first!);
  await desk.client.go('增值税申报');
  await desk.vat.period.selectOption({ label: `${period} · 草稿` });
  await expect(desk.vat.line('栏次 附一5 6%税率 销售额')).toHaveValue('1,234.50');
});

test('a small-scale return works out its lines and is submitted by Ctrl Enter', async ({ desk, page }) => {
  const { vat, confirm } = desk;
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'smallScale' }, 1);
  await desk.openByPalette(client!);
  const period = await desk.nextVat();
  await vat.line('栏次 填1 开具1%征收率增值税专用发票的不含税销售额 服务').fill('10,000.00');
  await vat.line('栏次 填1 开具1%征收率增值税专用发票的不含税销售额 服务').blur();
  await expect(vat.value('taxServices')).toContainText('300.00');
  await expect(vat.value('reliefServices')).toContainText('200.00');
  await expect(vat.draft).toContainText('草稿已保存');
  await page.keyboard.press('Control+Enter');
  await expect(confirm.act).toContainText(`提交 ${period} 增值税申报`);
  await confirm.act.click();
  await expect(vat.receipt).toContainText('演示');
});

test('an amount that cannot be read stays as typed, with the reason, and stops the submission', async ({ desk }) => {
  const { vat } = desk;
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'general' }, 1);
  await desk.openByPalette(client!);
  await desk.draftVat({ sales: '100', input: '0' });
  const line = vat.line('栏次 附一5 6%税率 销售额');
  await line.fill('12.345');
  await line.blur();
  await expect(line).toHaveValue('12.345');
  await expect(line).toHaveAttribute('aria-invalid', 'true');
  await expect(vat.value('sales6Services')).toContainText('金额最多两位小数');
  await expect(vat.submit).toBeDisabled();

  // Leaving asks, and staying keeps what was typed.
  await desk.client.nav.getByRole('link', { name: '首页' }).click();
  await vat.leave.getByRole('button', { name: '留在本页' }).click();
  await expect(line).toHaveValue('12.345');
  await line.fill('12.34');
  await line.blur();
  await expect(vat.draft).toContainText('草稿已保存');
  await expect(vat.submit).toBeEnabled();
});

test('a service that the agreement does not cover says which function is missing and who can grant it', async ({
  desk,
  page,
}) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, lacks: 'invoice.typeApproval' }, 1);
  await desk.openByPalette(client!);
  await desk.client.go('办税事项');
  await expect(page.getByText(/^共 \d+ 项，已授权 \d+ 项$/)).toBeVisible();
  const refused = page
    .locator('[data-service]')
    .filter({ visible: true, has: page.getByText('未授权') })
    .first();
  await refused.getByRole('button', { name: '为什么不能办' }).click();
  await expect(desk.why).toContainText('谁能解决');
  await expect(desk.why).toContainText('委托');
  await page.keyboard.press('Escape');
  await expect(desk.why).toHaveCount(0);
  await expect(desk.client.heading('办税事项')).toBeVisible();
});
