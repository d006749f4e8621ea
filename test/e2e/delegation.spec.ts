import { Desk } from './flows/desk.ts';
import { EnterpriseDelegationPage } from './pages/enterprise-delegation-page.ts';
import { expectAccessible } from './support/accessibility.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

const [agency, other] = [demo.firm.name, '大连汀澜财税代理有限公司'];

test('H1, H2: a cancelled agreement closes the open client in front of the user, with the reason; the draft waits for whoever may go on', async ({
  desk,
  page,
  host,
  training,
}) => {
  // Past the end of month and quarter, so that there is a return to begin; not so far that the agreement expires.
  await training.wait(50 * 24 * 60);
  const taxpayer = new EnterpriseDelegationPage(await host.newWindow());
  const name = await taxpayer.open('法定代表人可用个人密码');

  await desk.signInAs();
  const { body } = (await callAs(page, '/clients/search', { query: name })) as {
    body: { rows: Awaited<ReturnType<Desk['clients']>> };
  };
  const client = body.rows[0]!;
  await desk.list.search.fill(name);
  await desk.list.act(client.name).click();
  if (!client.remembered) await desk.giveAgreementPassword(client, { remember: false });
  await desk.isOn(client);
  await desk.client.go('增值税申报');
  const { period } = await desk.vat.shown();
  const line = page.getByRole('textbox', { name: /^栏次/ }).first();
  await line.fill('43210.00');
  await line.blur();
  await expect(desk.vat.draft).toContainText('草稿已保存');

  await taxpayer.row(agency).getByRole('link').click();
  await taxpayer.act('取消代理机构', agency, '改由本企业办理');
  await expect(taxpayer.page.getByText('已取消', { exact: true })).toBeVisible();

  // In front of the staff member: the tab is locked, says who ended it and why, and offers no way in.
  await expect(page.getByText('协议已由委托企业终止（改由本企业办理），现在不能进入。')).toBeVisible();
  await expect(page.getByRole('button', { name: '重新进入' })).toHaveCount(0);
  await expect(desk.frame.band).toContainText('已锁定，现在不能进入');

  // Recognised anew, the agency goes on where the draft was left.
  await taxpayer.go();
  await taxpayer.recognise(agency, 'Chongxin-26');
  await expect(desk.frame.band).toContainText('已锁定，重新进入后继续办理');
  await page.getByRole('button', { name: '重新进入' }).click();
  await desk.enterSheet.password.fill('Chongxin-26');
  await desk.enterSheet.enter.click();
  await desk.isOn(client);
  await page.reload();
  await desk.client.go('增值税申报');
  await expect(desk.vat.period.locator('option:checked')).toContainText(`${period} · 草稿`);
  await expect(line).toHaveValue(/43,?210\.00/);
});

test('L2, L4: an agency’s request waits for confirmation; confirmed with a password, suspended and resumed', async ({
  page,
  host,
}) => {
  const taxpayer = new EnterpriseDelegationPage(page);
  await host.open();
  await taxpayer.open('法定代表人可用个人密码');
  await expect(page.getByText(`${other} 提交了委托申请`)).toBeVisible();
  await expectAccessible(page, 'delegation');
  await page.getByRole('link', { name: '去答复' }).click();
  await expect(taxpayer.heading(other)).toBeVisible();
  await expectAccessible(page, 'agreement');
  await taxpayer.button('确认委托').click();
  const confirm = taxpayer.sheet.getByRole('button', { name: `确认委托 ${other}` });
  await expect(confirm).toBeDisabled();
  await taxpayer.sheet.getByLabel('协议密码', { exact: true }).fill('111111');
  await confirm.click();
  await expect(taxpayer.sheet).toContainText('111111 只是重置后的一次性密码');
  await taxpayer.sheet.getByLabel('协议密码', { exact: true }).fill('Tinglan-26');
  await confirm.click();
  await expect(page.getByText('未到起始日', { exact: true })).toBeVisible();
  await taxpayer.act('暂停委托', other, '核对委托事项');
  await expect(page.getByText('本企业：核对委托事项')).toBeVisible();
  await taxpayer.button('恢复委托').click();
  await taxpayer.sheet.getByRole('button', { name: `恢复委托 ${other}` }).click();
  await expect(page.getByText('未到起始日', { exact: true })).toBeVisible();

  // Who is the taxpayer's own finance officer cannot serve it, and the form says so before anything is sent.
  await taxpayer.button('变更委托内容').click();
  await page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: '不能担任' })
    .getByRole('button', { name: '为什么不能办' })
    .click();
  await expect(page.locator('[popover]:popover-open')).toContainText('是委托企业的财务负责人');
});

test('H1, H3: recognising says what is missing, by field, and keeps what is typed', async ({ page, host }) => {
  const taxpayer = new EnterpriseDelegationPage(page);
  await host.open();
  await taxpayer.open('法定代表人可用个人密码');
  await taxpayer.button('认定代理机构').first().click();
  await taxpayer.button('同步代理机构').click();
  await page
    .getByRole('list', { name: '代理机构' })
    .getByRole('button', { name: new RegExp(agency) })
    .click();
  await expect(page.getByText('与该机构已有协议')).toBeVisible();
  await expectAccessible(page, 'recognise an agency');
  await taxpayer.button(`认定 ${agency}`).click();
  await expect(page.getByText('请至少选择一项委托事项')).toBeVisible();
  // Offered from the day after the standing agreement's last; that last day itself is refused.
  const first = page.getByLabel('开始日期');
  await expect(first).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await first.fill(new Date(Date.parse(await first.inputValue()) - 86_400_000).toISOString().slice(0, 10));
  await taxpayer.button('一年').click();
  await taxpayer.button(/^查询/).click();
  await page.getByLabel('协议密码', { exact: true }).fill('Chongxin-26');
  await taxpayer.button(`认定 ${agency}`).click();
  await expect(page.getByRole('alert')).toContainText('与现有协议');
  await taxpayer.go();
  await taxpayer.button('认定代理机构').first().click();
  await expect(page.getByText('已选 12 /')).toBeVisible();
});
