import type { Locator, Page } from '@playwright/test';
import type { ClientRow } from '../../src-preload/contract/clients.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

const hua = { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' };
const idCard = '11010519491231002X';

async function onlyClient(page: Page): Promise<ClientRow> {
  const { body } = await callAs(page, '/clients/search', {});
  return (body as { rows: ClientRow[] }).rows[0]!;
}
const open = (page: Page, id: string): Promise<void> =>
  page.evaluate((clientId) => {
    location.hash = `#/clients/${clientId}/edit`;
  }, id);
const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const type = (page: Page, ...keys: string[]): Promise<void> =>
  keys.reduce(async (before, key) => {
    await before;
    await (/^(?:Tab|Enter|Space|Shift\+Tab)$/.test(key) ? page.keyboard.press(key) : page.keyboard.insertText(key));
  }, Promise.resolve());

test.use({ world: null });
test.beforeEach(async ({ page, host, desk }) => {
  await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
  await callAs(page, '/clients', hua);
});

test('a dossier is filled by keyboard, its numbers come masked, and each is shown on request', async ({
  page,
  desk,
}) => {
  const client = await onlyClient(page);
  await open(page, client.clientId);
  await expect(page.getByRole('heading', { name: '客户档案' })).toBeVisible();
  await page.getByLabel('主管税务机关').fill('国家税务总局沈阳市沈河区税务局');
  await page.getByLabel('注册资本（元）').fill('1,000,000');
  await page.getByText('长期有效').click();

  await page.getByRole('button', { name: '税种', exact: true }).press('Enter');
  const taxes = section(page, '税种');
  await taxes.getByRole('button', { name: '添加一次变化' }).press('Enter');
  await type(page, '2026.1.1', 'Tab', 'Tab');
  await taxes.getByRole('button', { name: '添加税种' }).press('Enter');
  await type(page, 'Tab', 'Tab', '20260101');

  const persons = section(page, '人员');
  await persons.getByRole('button', { name: '添加人员' }).press('Enter');
  await type(page, '欧阳雪', 'Tab', 'Tab', '11010519491231002', 'Tab', '138 0000 1111');
  await page.getByText('法定代表人', { exact: true }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  // Wrong numbers are named where they stand; nothing was sent.
  await expect(persons.getByText(/身份证号码|18 位/).first()).toBeVisible();
  await expect(persons.getByLabel('证件号码', { exact: true })).toBeFocused();
  await persons.getByLabel('证件号码', { exact: true }).fill(idCard);

  const office = section(page, '办公室');
  await office.getByLabel('标签', { exact: true }).fill('重点');
  await office.getByLabel('标签', { exact: true }).press('Enter');
  await office.getByLabel('标签', { exact: true }).fill('季报，现金');
  await expect(office.getByRole('button', { name: '去掉标签 现金' })).toBeVisible();
  const bank = section(page, '银行与收费');
  await bank.getByRole('button', { name: '添加账户' }).click();
  await bank.getByLabel('开户银行').fill('建设银行');
  await bank.getByLabel('账号', { exact: true }).fill('6222 0000 1111 2222 333');

  // Elsewhere and back: nothing is lost.
  await desk.frame.go('轨迹');
  await expect(page.getByRole('heading', { name: '轨迹' })).toBeVisible();
  await open(page, client.clientId);
  await expect(page.getByLabel('开户银行')).toHaveValue('建设银行');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.list.heading).toBeVisible();

  // Found by the person and by the tag, which filters the list, too.
  await page.getByRole('combobox', { name: '按标签筛选' }).selectOption({ label: '重点（1）' });
  await expect(desk.list.count).toHaveText('1 户符合条件，共 1 户');
  const { body } = await callAs(page, '/clients/search', { query: '欧阳雪' });
  expect((body as { total: number }).total).toBe(1);

  await open(page, client.clientId);
  await expect(page.getByTestId('tax-profile')).toContainText(/一般纳税人；增值税 按季/);
  await expect(page.getByLabel('证件号码', { exact: true })).toHaveValue('1101**********002X');
  await expect(page.getByLabel('手机号码', { exact: true })).toHaveValue('138****1111');
  await page.getByRole('button', { name: '显示欧阳雪的证件号码' }).click();
  await expect(page.getByTestId('full-number')).toHaveText(idCard);
  await page.getByRole('button', { name: '显示建设银行的账号' }).click();
  await expect(page.getByTestId('full-number')).toHaveText('6222000011112222333');
  await page.getByRole('button', { name: '显示建设银行的账号' }).click();
  await expect(page.getByTestId('full-number')).toBeHidden();
  const trail = await callAs(page, '/trail', { clientId: client.clientId, limit: 5 });
  expect(JSON.stringify(trail.body)).toContain('显示证件号码：欧阳雪');
  expect(JSON.stringify(trail.body)).not.toContain(idCard);
});

test('two who change a dossier at once: other rows come together, and what both changed is chosen', async ({
  page,
  desk,
}) => {
  const client = await onlyClient(page);
  const path = `/clients/${client.clientId}/dossier`;
  const get = async () => (await callAs(page, path)).body as Record<string, unknown> & { revision: number };
  const first = { ...(await get()), tags: ['重点'], region: '沈阳市' };
  expect((await callAs(page, path, { ...first, clientId: client.clientId })).status).toBe(200);
  await open(page, client.clientId);
  await page.getByLabel('所属地区').fill('沈阳市和平区');
  await page.getByLabel('标签', { exact: true }).fill('我的标签');
  await page.getByLabel('标签', { exact: true }).press('Enter');
  const theirs = { ...(await get()), tags: ['重点', '同事的'], region: '沈阳市沈河区', feeNote: '年付' };
  expect((await callAs(page, path, { ...theirs, clientId: client.clientId })).status).toBe(200);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const conflict = page.getByRole('alert').filter({ hasText: '被别人改过' });
  await expect(conflict).toContainText('已合并别人的改动：标签、收费说明');
  await expect(conflict.getByRole('row', { name: /所属地区/ })).toContainText('沈阳市沈河区');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.list.heading).toBeVisible();
  expect(await get()).toMatchObject({
    region: '沈阳市和平区',
    feeNote: '年付',
    tags: expect.arrayContaining(['重点', '同事的', '我的标签']),
  });
});

test("fields of the office's own are defined in the settings and filled in the dossier", async ({ page, desk }) => {
  const client = await onlyClient(page);
  await page.evaluate(() => {
    location.hash = '#/settings/fields';
  });
  await page.getByRole('button', { name: '添加栏目' }).click();
  await page.getByRole('textbox', { name: '分组' }).fill('发票');
  await page.getByRole('textbox', { name: '栏目名称' }).fill('开票方式');
  await page.getByRole('combobox', { name: '类型' }).selectOption('选项');
  await page.getByRole('button', { name: '保存栏目' }).click();
  await expect(page.getByText('请至少填写一个选项')).toBeVisible();
  await page.getByRole('textbox', { name: '选项' }).fill('自开、代开');
  await page.getByRole('button', { name: '保存栏目' }).click();
  await expect(page.getByText('已保存自定义栏目')).toBeVisible();

  await open(page, client.clientId);
  await section(page, '自定义').getByLabel('开票方式').selectOption('代开');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.list.heading).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/settings/fields';
  });
  await expect(page.getByText('1 户已填写')).toBeVisible();
  await page.getByRole('button', { name: '停用' }).click();
  await page.getByRole('button', { name: '保存栏目' }).click();
  await open(page, client.clientId);
  await expect(section(page, '自定义')).toContainText('开票方式：已停用，仍保留：代开');
});
