import type { Page } from '@playwright/test';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { StaffMaintenancePage } from './pages/staff-maintenance-page.ts';
import { expect, test } from './support/desk.ts';

/** Ordinary login to the sample enterprise with staff to maintain; the person by password. */
async function login(page: Page, person: string): Promise<void> {
  const signIn = new EnterpriseSignIn(page);
  await signIn.byPassword('另有五名人员', person);
  await expect(signIn.heading('可办业务')).toBeVisible();
}

test('E1 to E5: roles, then somebody typed by hand, who is pending and cannot log in', async ({ desk }) => {
  await login(desk.page, '法定代表人');
  const staff = new StaffMaintenancePage(desk.page);
  await staff.open();
  await staff.tab('身份维护').click();
  await staff.button('添加权限身份').click();
  await staff.page.getByRole('dialog').getByLabel('权限身份名称').fill('社保岗');
  await staff.page.getByRole('checkbox', { name: '社保', exact: true }).check();
  await staff.button('保存').click();
  await expect(staff.page.getByRole('row').filter({ hasText: '社保岗' })).toContainText('无人持有');

  await staff.tab('人员').click();
  await staff.button('添加办税人').click();
  await staff.field('姓名').fill('温以南');
  await staff.field('证件号码').fill('210102 19881112 7421');
  await staff.button('搜索').click();
  await expect(staff.page.getByText('没有找到姓名、证件类型、证件号码都相符的人员')).toBeVisible();
  await staff.button('下一步：手工维护填选').click();
  await staff.field('身份类型').selectOption({ label: '社保岗' });
  await staff.button('下一步').click();
  await expect(staff.page.getByText('待实名采集：列在人员中，不能登录，没有权限')).toBeVisible();
  await staff.button('确定添加 温以南').click();
  await expect(staff.page.getByRole('heading', { name: '已添加 温以南' })).toBeVisible();
  await staff.button('返回人员列表').click();
  await expect(staff.row('温以南')).toContainText('待实名采集');
  await expect(staff.row('温以南')).toContainText('社保岗');
});

test('E6, E7: a narrower right is seen in the other window at once; removal ends its session', async ({
  desk,
  host,
}) => {
  await login(desk.page, '法定代表人');
  const staff = new StaffMaintenancePage(desk.page);
  await staff.open();

  // A window of its own: sessions belong to windows, the browser's admission does not.
  const other = await host.newWindow();
  await login(other, '梁知夏');
  const otherStaff = new StaffMaintenancePage(other);
  await expect(await otherStaff.menu()).not.toContainText('企业人员维护');
  await otherStaff.closeMenu();
  await other.getByText('只看已授权').click();
  const services = other.getByRole('main').getByRole('listitem');
  await expect(services.filter({ hasText: '增值税小规模纳税人申报' })).toBeVisible();

  await expect(staff.row('梁知夏')).toContainText('1 个窗口在线');
  await staff.button('梁知夏的权限管理').click();
  await staff.page.getByRole('checkbox', { name: '增值税小规模纳税人申报' }).uncheck();
  await expect(staff.page.getByText('新增 0 项，取消 1 项')).toBeVisible();
  await staff.button('保存').click();
  await expect(other.getByText('您的办税权限刚被调整，页面已更新')).toBeVisible();
  await expect(services.filter({ hasText: '增值税小规模纳税人申报' })).toHaveCount(0);
  await expect(services.filter({ hasText: '申报信息查询' })).toBeVisible();

  await staff.tab('权限一览').click();
  await staff.button('梁知夏，增值税小规模纳税人申报：不能办理').click();
  await expect(staff.page.getByRole('complementary', { name: '为什么不能办' })).toContainText('没有授予梁知夏');

  await staff.tab('人员').click();
  await staff.button('移除梁知夏').click();
  await staff.page.getByRole('dialog').getByRole('button', { name: '移除 梁知夏' }).click();
  await expect(other.getByRole('tab', { name: /^企业/ })).toBeVisible();
  await expect(staff.row('梁知夏')).toHaveCount(0);
});
