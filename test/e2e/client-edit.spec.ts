import type { Page } from '@playwright/test';
import type { ClientRow } from '../../src-preload/contract/clients.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

const added = { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' };

async function onlyClient(page: Page): Promise<ClientRow> {
  const { body } = await callAs(page, '/clients/search', {});
  return (body as { rows: ClientRow[] }).rows[0]!;
}

test.describe('in the own office', () => {
  test.use({ world: null });
  test.beforeEach(async ({ page, host, desk }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
  });

  test('H7: a client is added with its paper agreement and can be entered; what is typed is kept on the way', async ({
    page,
    desk,
  }) => {
    await page.getByRole('button', { name: '新增客户' }).first().click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText('请输入企业名称，至少两个字')).toBeVisible();
    await expect(page.getByLabel('企业名称')).toBeFocused();
    await page.getByLabel('企业名称').fill(added.name);
    await page.getByLabel('纳税人识别号').fill('9111 0108 5513 8508 2q');
    await expect(page.getByText('18 位统一社会信用代码', { exact: true })).toBeVisible();
    await page.getByText('同时录入纸质委托协议').click();
    await page.getByRole('button', { name: '一年', exact: true }).click();
    await page.getByRole('button', { name: /^申报代理/ }).click();
    await expect(page.getByText(/^已选 34 \/ 96 项$/)).toBeVisible();

    // Somewhere else and back: nothing is lost, and cancelling asks first.
    await desk.frame.go('轨迹');
    await desk.frame.go('客户');
    await page.getByRole('button', { name: '新增客户' }).first().click();
    await expect(page.getByLabel('企业名称')).toHaveValue(added.name);
    await expect(page.getByText(/^已选 34 \/ 96 项$/)).toBeVisible();
    await page.getByRole('button', { name: '取消', exact: true }).click();
    await page.getByRole('button', { name: '继续填写' }).click();

    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText('请输入委托企业给出的协议密码')).toBeVisible();
    await page.getByLabel('协议密码').fill('Hetong#71ab');
    await page.getByRole('button', { name: '保存', exact: true }).dblclick();
    await expect(desk.list.count).toHaveText('共 1 户');
    await expect(desk.list.rows.first()).toContainText('有效');
    // Its password was typed a moment ago.
    await desk.list.rows.first().getByRole('button', { name: '一键进入' }).click();
    await desk.isOn(await onlyClient(page));
    await expect(desk.frame.band).toContainText('代理机构录入');
  });

  test("two who change a client at once: the other one's change is shown, and nothing typed is lost", async ({
    page,
    desk,
  }) => {
    await callAs(page, '/clients', added);
    const client = await onlyClient(page);
    await page.evaluate((id) => {
      location.hash = `#/clients/${id}/edit`;
    }, client.clientId);
    await page.getByLabel('备注').fill('我的备注');
    await page.getByRole('textbox', { name: '联系人' }).fill('张三');
    const other = await callAs(page, `/clients/${client.clientId}/edit`, {
      ...added,
      clientId: client.clientId,
      revision: 1,
      note: '同事的备注',
    });
    expect(other.status).toBe(200);
    const corrected = await callAs(page, `/clients/${client.clientId}/correct`, {
      ...added,
      clientId: client.clientId,
      revision: 2,
      taxpayerKind: 'general',
      reason: '录入有误',
    });
    expect(corrected.status).toBe(200);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const conflict = page.getByRole('alert').filter({ hasText: '被别人改过' });
    await expect(conflict).toContainText('已合并别人的改动：纳税人类型');
    await expect(conflict.getByRole('row', { name: /备注/ })).toContainText('同事的备注');
    await expect(page.getByRole('textbox', { name: '联系人' })).toHaveValue('张三');
    await conflict.getByRole('button', { name: '采用' }).click();
    await expect(page.getByLabel('备注')).toHaveValue('同事的备注');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(desk.list.heading).toBeVisible();
    const { body } = await callAs(page, `/clients/${client.clientId}`);
    expect(body).toMatchObject({ contact: '张三', note: '同事的备注', taxpayerKind: 'general' });
  });

  test('H2, H3: a paper agreement is recorded, then cancelled with a reason; the button names the client', async ({
    page,
    desk,
  }) => {
    await callAs(page, '/clients', added);
    const client = await onlyClient(page);
    await page.evaluate((id) => {
      location.hash = `#/clients/${id}/edit`;
    }, client.clientId);
    await page.getByRole('button', { name: '录入纸质协议', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await expect(sheet).toContainText(added.name);
    await sheet.getByLabel('开始日期').fill('20260101');
    await sheet.getByLabel('结束日期').fill('2025.12.31');
    await sheet.getByRole('button', { name: /录入纸质协议$/ }).click();
    await expect(sheet.getByText('结束日期不能早于开始日期')).toBeVisible();
    await expect(sheet.getByText('请至少选择一项委托事项')).toBeVisible();
    await sheet.getByRole('button', { name: '一年', exact: true }).click();
    await sheet.getByRole('button', { name: /^查询/ }).click();
    await sheet.getByLabel('协议密码').fill('Hetong#71ab');
    await sheet.getByRole('button', { name: '为 沈阳华盛商贸 录入纸质协议' }).click();
    await expect(page.getByText('已录入 沈阳华盛商贸 的委托协议')).toBeVisible();
    const statusPanel = page.getByRole('complementary').filter({ hasText: '委托协议' });
    await expect(statusPanel).toContainText('代理机构录入');

    await statusPanel.getByRole('button', { name: '终止协议' }).click();
    const act = sheet.getByRole('button', { name: '为 沈阳华盛商贸 终止 委托协议' });
    await expect(act).toBeDisabled();
    await sheet.getByLabel('终止原因').fill('双方协商解除');
    await act.click();
    await expect(page.getByText('已终止 沈阳华盛商贸 的委托协议')).toBeVisible();
    await expect(statusPanel).toContainText('已取消');
    await desk.frame.go('轨迹');
    await expect(page.getByRole('table', { name: '轨迹' }).getByRole('row').nth(1)).toContainText(added.name);
  });
});

test('H5: an admin assigns a client; whoever loses it is named before', async ({ page, desk }) => {
  await desk.signInAs();
  const client = (await desk.clients({}, 30)).find(
    (row) => row.assigned.length === 1 && row.assigned[0]?.name !== demo.member,
  )!;
  await page.evaluate((id) => {
    location.hash = `#/clients/${id}/edit`;
  }, client.clientId);
  await page.getByRole('button', { name: '分配人员' }).click();
  const sheet = page.getByRole('dialog');
  const before = client.assigned[0]!.name;
  await sheet.locator('label', { hasText: before }).click();
  await expect(sheet.getByText(`被取消分配的人员，正在办理的会话会马上结束：${before}`)).toBeVisible();
  await sheet.getByPlaceholder('按姓名查找').fill(demo.member);
  await sheet.locator('label', { hasText: demo.member }).click();
  await sheet.getByRole('button', { name: '保存分配' }).click();
  await expect(page.getByText('已分配', { exact: true })).toBeVisible();
  await expect(page.getByRole('complementary').filter({ hasText: '待办人员' })).toContainText(demo.member);
});
