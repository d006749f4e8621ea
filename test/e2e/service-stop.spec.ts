import type { Page } from '@playwright/test';
import type { ClientRow } from '../../src-preload/contract/clients.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

const hua = { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' };
const agreement = {
  firstDay: '2026-01-01',
  lastDay: '2099-12-31',
  functions: ['tax.vat.general'],
  agreementPassword: 'Hetong#71ab',
};

async function search(page: Page, filter: object = {}): Promise<ClientRow[]> {
  const { body } = await callAs(page, '/clients/search', { filter });
  return (body as { rows: ClientRow[] }).rows;
}
const edit = (page: Page, id: string): Promise<void> =>
  page.evaluate((clientId) => {
    location.hash = `#/clients/${clientId}/edit`;
  }, id);

test.use({ world: null });
test.beforeEach(async ({ page, host, desk }) => {
  await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
});

test('a client stops while it is open, is found by the filter, and comes back', async ({ page, desk }) => {
  const added = await callAs(page, '/clients', { ...hua, agreement });
  expect(added.status).toBe(200);
  const [client] = await search(page);
  await desk.list.rows.first().getByRole('button', { name: '一键进入' }).click();
  await desk.isOn(client!);

  await edit(page, client!.clientId);
  await page.getByRole('button', { name: '停止服务', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('现在有 1 个窗口打开着这户客户，会马上结束');
  await expect(sheet).toContainText('委托协议（2026-01-01 至 2099-12-31）不会随之终止');
  const act = sheet.getByRole('button', { name: '为 沈阳华盛商贸 停止服务' });
  await expect(act).toBeDisabled();
  await sheet.getByRole('textbox', { name: '停止服务日期' }).fill('2026-02-30');
  await sheet.getByLabel('停止服务的原因').fill('客户注销');
  await expect(sheet.getByText('请输入有效日期，例如 2026-06-30')).toBeVisible();
  await expect(act).toBeDisabled();
  await sheet.getByRole('textbox', { name: '停止服务日期' }).fill('20260630');
  await act.click();
  await expect(page.getByText('已停止服务 沈阳华盛商贸')).toBeVisible();
  await expect(page.getByText(/^已停止服务 · 2026-06-30 · 客户注销（.+）$/)).toBeVisible();

  // Its tab is locked, and says why; there is no way in.
  await page.evaluate((id) => {
    location.hash = `#/client/${id}`;
  }, client!.clientId);
  await expect(page.getByText(/已于2026-06-30停止服务（客户注销），现在不能进入/)).toBeVisible();
  await expect(page.getByRole('button', { name: '重新进入' })).toBeHidden();

  await desk.frame.go('客户');
  await expect(desk.list.rows).toHaveCount(0);
  await page.getByLabel('检索客户').fill('华盛');
  await page.getByRole('button', { name: '另有 1 户已停止服务' }).click();
  await expect(desk.list.rows.first()).toContainText('已停止服务');
  expect(await search(page)).toEqual([]);

  await edit(page, client!.clientId);
  await page.getByRole('button', { name: '恢复服务' }).click();
  await expect(page.getByText('已恢复服务 沈阳华盛商贸')).toBeVisible();
  await expect(page.getByText(/^已停止服务 ·/)).toBeHidden();
  expect(await search(page)).toMatchObject([{ clientId: client!.clientId, stopped: null, cannotEnter: null }]);
  // What is saved next is not in conflict with the stop.
  await page.getByLabel('备注').fill('回来了');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.list.heading).toBeVisible();
});

test('only a client that nothing happened to is deleted; another one says what did, and to stop it', async ({
  page,
  desk,
}) => {
  await callAs(page, '/clients', { ...hua, agreement });
  await callAs(page, '/clients', { name: '录错的商贸有限公司', taxpayerId: '91210196MAY40RA693' });
  const rows = await search(page);
  const idOf = (name: string): string => rows.find((row) => row.name === name)!.clientId;
  const remove = async (id: string): Promise<void> => {
    await edit(page, id);
    await page.getByRole('button', { name: '删除客户', exact: true }).click();
    await page.getByRole('dialog').getByLabel('删除原因').fill('录入有误');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^为 .+ 删除客户$/ })
      .click();
  };
  await remove(idOf(hua.name));
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/有委托协议.*请改用“停止服务”/);
  await page.getByRole('dialog').getByRole('button', { name: '返回' }).click();
  await remove(idOf('录错的商贸有限公司'));
  await expect(page.getByText('已删除 录错')).toBeVisible();
  await expect(desk.list.count).toHaveText('共 1 户');
});

test('an account of a stopped client is shown with a reason only', async ({ page }) => {
  await callAs(page, '/clients', hua);
  const [client] = await search(page);
  await edit(page, client!.clientId);
  await page.getByRole('button', { name: '新增账号' }).first().click();
  await page.getByRole('dialog').getByLabel('密码', { exact: true }).fill('Mima-K7#x');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('button', { name: /^显示 / })).toBeEnabled();
  const stopped = await callAs(page, `/clients/${client!.clientId}/stop`, {
    clientId: client!.clientId,
    day: '2026-06-30',
    reason: '客户注销',
    revision: 1,
  });
  expect(stopped.status).toBe(200);
  await page.reload();
  await expect(page.getByText('已停止服务：密码不能复制')).toBeVisible();
  await expect(page.getByRole('button', { name: /^复制 / })).toBeDisabled();
  await page.getByRole('button', { name: /^显示 / }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('查看原因').fill('向客户移交');
  await sheet.getByRole('button', { name: /显示密码/ }).click();
  await expect(page.getByTestId('account-secret')).toHaveText('Mima-K7#x');
});
