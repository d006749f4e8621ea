import { Desk } from './flows/desk.ts';
import { StaffPage } from './pages/staff-page.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice, ownOffice } from './support/own-office.ts';

test.describe('own office', () => {
  test.use({ world: null });

  test('A3, B5, E7: an admin attests a card; the person logs in with the one-time code, chooses a password, gets the vault, and is removed while signed in', async ({
    page,
    desk,
    host,
  }) => {
    await foundOffice(host);
    await page.reload();
    await desk.signInOwn();
    const staff = new StaffPage(page);
    await desk.frame.go('人员');
    await staff.add.click();
    await staff.addSheet.getByLabel('姓名').fill('刘洋');
    await staff.addSheet.getByLabel('手机号码').fill('15400000009');
    await staff.addSheet.getByLabel('证件号码').fill('440524188001010014');
    await staff.addSheet.getByRole('button', { name: '登记并签发登录码' }).click();
    await expect(staff.addSheet.getByText('请核对证件原件后勾选')).toBeVisible();
    await staff.addSheet.getByText('已核对本人和证件原件，信息一致').click();
    await staff.addSheet.getByRole('button', { name: '登记并签发登录码' }).click();
    const code = await staff.code.innerText();
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    await page.getByRole('button', { name: '已交给本人，关闭' }).click();
    await expect(staff.row('刘洋')).toContainText('待本人设置');

    const theirs = new Desk(await host.newWindow({ apart: true }));
    const choose = async (): Promise<void> => {
      await theirs.signIn.firmId.fill(ownOffice.agency.taxpayerId);
      await theirs.signIn.firmPassword.fill(ownOffice.agency.password);
      await theirs.signIn.next.click();
      await theirs.signIn.member('刘洋').click();
    };
    await choose();
    await theirs.signIn.card.getByLabel('刘洋 的一次性登录码').fill(code.toLowerCase());
    await theirs.signIn.submit.click();
    await theirs.page.getByLabel('新密码', { exact: true }).first().fill('Qingtian-58');
    await theirs.page.getByLabel('再输入一次新密码', { exact: true }).first().fill('Qingtian-58');
    await theirs.page.getByRole('button', { name: '确定' }).click();
    await choose();
    await theirs.signIn.personalPassword('刘洋').fill('Qingtian-58');
    await theirs.signIn.submit.click();
    await expect(theirs.frame.status).toContainText('等待授权');
    await expect(theirs.frame.rail.getByRole('button', { name: '人员' })).toHaveCount(0);

    await staff.choose('刘洋');
    await staff.act('授权使用保险库').click();
    await expect(staff.row('刘洋')).toContainText('已授权');
    await staff.act('移除人员').click();
    const sheet = page.getByRole('dialog', { name: '移除 刘洋' });
    await expect(sheet).toContainText('名下没有客户');
    await sheet.getByRole('button', { name: '移除 刘洋' }).click();
    await expect(staff.row('刘洋')).toHaveCount(0);
    await expect(theirs.signIn.card).toContainText('权限已变更');
    await desk.frame.go('轨迹');
    await expect(page.getByRole('table', { name: '轨迹' })).toContainText('成员离开后更换保险库密钥');
  });
});

test('E7, H5: a member who leaves hands the clients over; those who stay still enter with one key', async ({
  page,
  desk,
}) => {
  await desk.signInAs(demo.admin);
  const staff = new StaffPage(page);
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.frame.go('人员');
  await staff.choose(demo.member);
  await staff.side.getByLabel('小组').selectOption({ label: '申报二组' });
  await staff.side.getByRole('button', { name: '保存', exact: true }).click();
  await expect(staff.row(demo.member)).toContainText('申报二组');
  const clients = Number(await staff.row('王晓楠').getByRole('gridcell').nth(6).innerText());
  expect(clients).toBeGreaterThan(0);
  await staff.choose('王晓楠');
  await staff.act('移除人员').click();
  const sheet = page.getByRole('dialog', { name: '移除 王晓楠' });
  await sheet.getByText(demo.member, { exact: true }).click();
  await sheet.getByRole('button', { name: new RegExp(`^移除 王晓楠，${clients} 户客户交给 ${demo.member}`) }).click();
  await expect(staff.row('王晓楠')).toHaveCount(0);
  const { body } = await callAs(page, '/clients/search', { filter: { handlerId: 'h03' } });
  expect((body as { total: number }).total).toBe(0);
  await desk.openByPalette(client!);
});
